using System.Xml.Linq;

namespace Trestle.Architecture.Tests;

public class FloorsTests
{
    static readonly string[][] Floors =
    [
        ["Trestle.Processes", "Trestle.Records"],
        ["Trestle.Web", "Trestle.Jobs", "Trestle.Cache", "Trestle.Cluster"],
        ["Trestle.Live", "Trestle.Storage", "Trestle.Mail"],
        ["Trestle.Tenancy", "Trestle.Dashboard", "Trestle.Resources"],
        ["Trestle"],
    ];

    [Fact]
    public void A_package_references_only_lower_floors()
    {
        var floorOf = Floors.SelectMany((names, floor) => names.Select(name => (name, floor))).ToDictionary();

        var climbing =
            from project in Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.csproj", SearchOption.AllDirectories)
            let name = Path.GetFileNameWithoutExtension(project)
            from reference in XDocument.Load(project).Descendants("ProjectReference")
            let target = Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/'))
            where floorOf[target] >= floorOf[name]
            select $"{name} (floor {floorOf[name]}) references {target} (floor {floorOf[target]})";

        Expect.None(climbing);
    }
}
