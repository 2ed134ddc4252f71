using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace Trestle.Generators.Tests;

/// <summary>docs/errors, and the code it shows.</summary>
public class ErrorPagesTests
{
    static readonly string Root = Path.GetFullPath(Path.Combine(Here(), "..", ".."));

    public static TheoryData<string> Ids => [.. Descriptors.Select(fault => fault.Id)];

    static IEnumerable<DiagnosticDescriptor> Descriptors => typeof(Faults)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(member => (DiagnosticDescriptor)member.GetValue(null)!);

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task A_page_shows_its_fault_and_a_repair_without_any(string id)
    {
        var lines = await File.ReadAllLinesAsync(Path.Combine(Root, "tests", "Trestle.Docs.Tests", "Snippets", "Errors", $"{id}.cs"));
        var from = Array.FindIndex(lines, line => line.Contains($"{id.ToLowerInvariant()}-fault", StringComparison.Ordinal)) + 1;
        var until = Array.FindIndex(lines, line => line.Contains("end snippet", StringComparison.Ordinal)) + 1;

        var faults = await Code.FaultsIn(string.Join('\n', lines));

        Assert.NotEmpty(faults);
        Assert.All(faults, fault =>
        {
            Assert.StartsWith(id, fault, StringComparison.Ordinal);
            Assert.InRange(int.Parse(fault.Split(' ', ':')[1], null), from, until);
        });
    }

    [Fact]
    public async Task Every_id_has_a_page_and_a_line_in_the_table()
    {
        var table = await File.ReadAllLinesAsync(Path.Combine(Root, "docs", "errors", "README.md"));
        var wanted = Descriptors.Select(fault => $"| [{fault.Id}]({fault.Id}.md) | {fault.DefaultSeverity} | {fault.Title} |");

        Assert.Equal(wanted, table.Where(line => line.StartsWith("| [TRS", StringComparison.Ordinal)));
        Assert.All(Descriptors, fault => Assert.Equal(
            $"# {fault.Id}: {fault.Title}",
            File.ReadLines(Path.Combine(Root, "docs", "errors", $"{fault.Id}.md")).First()));
    }

    static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
