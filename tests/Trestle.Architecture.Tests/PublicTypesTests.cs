using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Trestle.Architecture.Tests;

public partial class PublicTypesTests
{
    /// <summary>How many public types a package may have; a new package sets its own here.</summary>
    static readonly Dictionary<string, int> Budgets = new()
    {
        // 60, not 50: what a supervisor can be asked is a message each, and a message is a type.
        ["Trestle.Processes"] = 60,

        // 60, not 50: what can be said of a property is an attribute each, and an attribute is a type.
        ["Trestle.Records"] = 60,

        // As many as Razor's compiler writes of.
        ["Trestle.Razor"] = 20,
        ["Trestle.Web"] = 60,
        ["Trestle.Live"] = 30,
        ["Trestle"] = 10,
        ["Trestle.Testing"] = 10,
        ["Trestle.Testing.Browser"] = 2,
        ["Trestle.Generators"] = 0,
        ["Trestle.Generators.Fixes"] = 0,
    };

    static readonly string[] EmptyPhrases = ["Gets or sets", "Initializes", "TBD"];

    [Fact]
    public void Every_package_has_a_budget_of_public_types() =>
        Assert.Equal(Repository.Packages.Order(), Budgets.Keys.Order());

    [Fact]
    public void A_package_stays_within_its_budget_of_public_types()
    {
        var over =
            from package in Budgets
            let count = PublicTypes(package.Key).Count()
            where count > package.Value
            select $"{package.Key} has {count} public types, and its budget is {package.Value}";

        Expect.None(over);
    }

    [Fact]
    public void Every_public_type_is_in_the_one_namespace()
    {
        var astray =
            from package in Budgets.Keys
            from type in PublicTypes(package)
            where !(type.Namespace == "Trestle" || IsRazors(package, type))
            select $"{package}: {type.FullName}";

        Expect.None(astray);
    }

    [Fact]
    public void Every_public_type_says_in_a_sentence_what_it_is_for()
    {
        var silent =
            from package in Budgets.Keys
            let summaries = Summaries(package)
            from type in PublicTypes(package)
            let summary = summaries.GetValueOrDefault($"T:{type.FullName!.Replace('+', '.')}", "")
            where !IsSentence(summary)
            select $"{package}: {type.FullName} says \"{summary}\"";

        Expect.None(silent);
    }

    // Its compiler writes these names, whoever has the types.
    static bool IsRazors(string package, Type type) =>
        package == "Trestle.Razor" && type.Namespace!.StartsWith("Microsoft.AspNetCore.Components", StringComparison.Ordinal);

    static bool IsSentence(string summary) =>
        summary.Contains(' ', StringComparison.Ordinal)
        && !EmptyPhrases.Any(phrase => summary.StartsWith(phrase, StringComparison.OrdinalIgnoreCase));

    static IEnumerable<Type> PublicTypes(string package) => Assembly.Load(package).GetExportedTypes().Where(IsWritten);

    // Nobody wrote what the compilers make of an _Imports.razor and of an extension block, whose types begin with "<".
    static bool IsWritten(Type type) => !type.IsDefined(typeof(CompilerGeneratedAttribute))
        && type.Name != "_Imports"
        && !type.FullName!.Contains('<', StringComparison.Ordinal);

    static Dictionary<string, string> Summaries(string package) =>
        XDocument.Load(Path.Combine(AppContext.BaseDirectory, $"{package}.xml"))
            .Descendants("member")
            .ToDictionary(member => member.Attribute("name")!.Value, member => TextOf(member.Element("summary")));

    static string TextOf(XElement? summary) =>
        summary is null ? "" : Spaces().Replace(string.Concat(summary.DescendantNodes().Select(WordOf)), " ").Trim();

    static string WordOf(XNode node) => node switch
    {
        XText text => text.Value,
        XElement reference => reference.Attribute("cref")?.Value ?? "",
        _ => "",
    };

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
