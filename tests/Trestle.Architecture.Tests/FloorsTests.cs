using System.Xml.Linq;

namespace Trestle.Architecture.Tests;

public class FloorsTests
{
    static readonly string[][] Floors =
    [
        ["Trestle.Processes", "Trestle.Records", "Trestle.Razor"],
        ["Trestle.Web", "Trestle.Jobs", "Trestle.Cache", "Trestle.Cluster"],
        ["Trestle.Live", "Trestle.Storage", "Trestle.Mail"],
        ["Trestle.Tenancy", "Trestle.Dashboard", "Trestle.Resources"],
        ["Trestle"],
    ];

    /// <summary>The compiler runs them. They know no floor, and a floor may carry them along but not call them.</summary>
    static readonly string[] Beside = ["Trestle.Generators", "Trestle.Generators.Fixes"];

    /// <summary>For tests of apps: they may know any floor, and no floor knows them. Only browser tests need a browser's driver.</summary>
    static readonly string[] ForTests = ["Trestle.Testing", "Trestle.Testing.Browser"];

    [Fact]
    public void A_package_references_only_lower_floors()
    {
        var floorOf = Floors.SelectMany((names, floor) => names.Select(name => (name, floor))).ToDictionary();

        var climbing =
            from reference in References
            where !Beside.Contains(reference.From) && !Beside.Contains(reference.To)
            where !ForTests.Contains(reference.From) && !ForTests.Contains(reference.To)
            where floorOf[reference.To] >= floorOf[reference.From]
            select $"{reference.From} (floor {floorOf[reference.From]}) references {reference.To} (floor {floorOf[reference.To]})";

        Expect.None(climbing);
    }

    [Fact]
    public void No_package_references_what_is_for_tests() => Expect.None(
        from reference in References
        where ForTests.Contains(reference.To) && !ForTests.Contains(reference.From)
        select $"{reference.From} references {reference.To}");

    [Fact]
    public void What_stands_beside_the_house_knows_no_floor_and_is_called_by_none()
    {
        var calling =
            from reference in References
            where Beside.Contains(reference.From) != Beside.Contains(reference.To) && !reference.IsCarriedOnly
            select $"{reference.From} references {reference.To}";

        Expect.None(calling);
    }

    static IEnumerable<(string From, string To, bool IsCarriedOnly)> References =>
        from project in Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.csproj", SearchOption.AllDirectories)
        from reference in XDocument.Load(project).Descendants("ProjectReference")
        select (
            Path.GetFileNameWithoutExtension(project),
            Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')),
            reference.Attribute("ReferenceOutputAssembly")?.Value == "false");
}
