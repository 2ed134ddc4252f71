using System.Text;

namespace Trestle;

/// <summary>The migrations a database lacks, and a button that applies them.</summary>
static class PendingMigrationsPage
{
    /// <summary>The field that says where the button leads.</summary>
    public const string Back = "back";

    public static string Of(
        string database, IReadOnlyList<string> pending, IReadOnlyList<string> warnings, Form form, Exception? failure)
    {
        var html = new StringBuilder();

        html.Append($"<p class=\"status\">503 · {Encode(database)}</p>\n<h1>{Title(pending.Count)}</h1>\n");

        if (failure is not null)
            html.Append($"<h2 class=\"accent\">They could not be applied</h2>\n<pre>{Encode(failure.Message)}</pre>\n");

        html.Append("<table>\n");

        foreach (var id in pending)
            html.Append($"<tr><td>{Encode(id)}</td></tr>\n");

        html.Append("</table>\n");

        foreach (var warning in warnings)
            html.Append($"<h2>Before you deploy it</h2>\n<pre class=\"soft\">{Encode(warning)}</pre>\n");

        html.Append(
            $"""
            <form action="{form.Action}" method="post">
            <input type="hidden" name="{form.TokenField}" value="{form.Token}">
            <input type="hidden" name="{Back}" value="{Encode(form.Back)}">
            <p><button>{(pending.Count == 1 ? "Apply it" : "Apply them")}</button></p>
            </form>
            <p class="soft">Or on the command line: <code>dotnet run -- db migrate</code></p>
            """);

        return PlainPage.Around("Pending migrations", html.ToString());
    }

    static string Title(int count) => count == 1 ? "The database lacks a migration" : $"The database lacks {count} migrations";

    static string Encode(string? text) => PlainPage.Encode(text);

    public sealed record Form(string Action, string TokenField, string Token, string Back);
}
