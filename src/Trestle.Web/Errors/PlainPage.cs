using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;

namespace Trestle;

/// <summary>A small page of its own, with no file beside it that could be missing too.</summary>
static class PlainPage
{
    const string Style =
        """

        :root { color-scheme: light dark; --line: light-dark(#d8d8de, #3a3a44); --soft: light-dark(#6a6a75, #9a9aa6); --mark: light-dark(#fff0c2, #4d3f12); --accent: light-dark(#b3261e, #ff8a80) }
        body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 8vh auto; padding: 0 1.25rem; background: light-dark(#fff, #16161a); color: light-dark(#1c1c21, #ececf0) }
        h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .75rem; overflow-wrap: anywhere }
        h2 { font-size: 1.05rem; margin: 2rem 0 .5rem }
        button { font: inherit; padding: .5rem 1rem; border: 0; border-radius: 6px; background: light-dark(#1c1c21, #ececf0); color: light-dark(#fff, #16161a); cursor: pointer }
        a { color: inherit } .status, .soft { color: var(--soft) } .accent { color: var(--accent) }
        pre, table { font: 13px/1.6 ui-monospace, monospace } pre { white-space: pre-wrap; overflow-wrap: anywhere }
        .source { border: 1px solid var(--line); border-radius: 6px; padding: .5rem 0; overflow-x: auto; white-space: pre }
        .source span { display: block; padding: 0 .75rem } .source .failing { background: var(--mark) }
        table { border-collapse: collapse; width: 100% } th { font-weight: normal; text-align: start }
        th, td { border-top: 1px solid var(--line); padding: .2rem 1rem .2rem 0; vertical-align: top; overflow-wrap: anywhere }

        """;

    /// <summary>Allows its own style and nothing else: whatever an error message brings along, it does not run.</summary>
    public static string Policy { get; } =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; "
        + "img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'";

    public static string Of(Fault fault) => Around(
        fault.Title,
        $"<p class=\"status\">{fault.Status}</p>\n<h1>{Encode(fault.Title)}</h1>\n<p>{Encode(fault.Detail)}</p>\n<p><a href=\"/\">To the first page</a></p>");

    public static string Encode(string? text) => HtmlEncoder.Default.Encode(text ?? "");

    public static string Around(string title, string body) =>
        $$"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{{Encode(title)}}</title>
        <style>{{Style}}</style>
        </head>
        <body>
        <main>
        {{body}}
        </main>
        </body>
        </html>

        """;
}
