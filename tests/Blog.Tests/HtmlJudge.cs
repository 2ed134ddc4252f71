using System.Diagnostics;
using System.Text.Json;
using AngleSharp.Html.Parser;
using Microsoft.Playwright;

namespace Blog.Tests;

/// <summary>Says what is wrong with pages: as HTML, by the standard's own rules, and for those who do not see or point, by axe-core's.</summary>
static class HtmlJudge
{
    static readonly string folder = Path.Combine(AppContext.BaseDirectory, "client");

    static readonly Lazy<string> axe = new(() => File.ReadAllText(Path.Combine(folder, "node_modules", "axe-core", "axe.min.js")));

    /// <summary>What the standard's parser takes offence at, then nesting, attributes, names, labels.</summary>
    public static async Task<IReadOnlyList<string>> FaultsAsync(IReadOnlyCollection<(string Name, string Html)> pages)
    {
        using var node = Process.Start(new ProcessStartInfo("node", "validate.mjs")
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        await JsonSerializer.SerializeAsync(node.StandardInput.BaseStream, pages.Select(page => new { name = page.Name, html = page.Html }));
        node.StandardInput.Close();
        var faults = await node.StandardOutput.ReadToEndAsync();
        await node.WaitForExitAsync();
        Assert.Equal(0, node.ExitCode);

        return [.. pages.Select(ParseFault).OfType<string>(), .. faults.Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }

    /// <summary>Fails with all that is wrong.</summary>
    public static void None(IReadOnlyList<string> faults) => Assert.True(faults.Count == 0, string.Join('\n', faults));

    /// <summary>What axe-core finds on the page as it stands in the browser.</summary>
    public static async Task<IReadOnlyList<string>> BarriersAsync(IPage page)
    {
        await page.EvaluateAsync($"{axe.Value};0");

        return await page.EvaluateAsync<string[]>(
            """
            async () => (await axe.run(document, { resultTypes: ["violations"] })).violations.flatMap(
              (rule) => rule.nodes.map((node) => `${rule.id}: ${node.target.join(" ")}: ${node.failureSummary}`))
            """);
    }

    static string? ParseFault((string Name, string Html) page)
    {
        try
        {
            _ = new HtmlParser(new HtmlParserOptions { IsStrictMode = true }).ParseDocument(page.Html);

            return null;
        }
        catch (HtmlParseException fault)
        {
            return $"{page.Name}:{fault.Position}: {fault.Message}";
        }
    }
}
