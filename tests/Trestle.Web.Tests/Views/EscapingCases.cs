using Microsoft.AspNetCore.Components.Rendering;

namespace Trestle.Web.Tests.Views;

/// <summary>What becomes of values in the places of HTML where escaping alone does not do; for every renderer.</summary>
public static class EscapingCases
{
    const string Script = "java\tscript:alert(1)";
    const string Page = " DATA:text/html,<script>alert(1)</script>";
    const string Picture = "data:image/png;base64,iVBORw0KGgo=";

    /// <summary>Element, attribute, value, and what is written.</summary>
    public static TheoryData<string, string, string, string> Written { get; } = new()
    {
        { "a", "href", Script, "#" },
        { "a", "href", Page, "#" },
        { "a", "href", "/data:x", "/data:x" },
        { "area", "href", Page, "#" },
        { "base", "href", Page, "#" },
        { "link", "href", "data:text/css,*{display:none}", "#" },
        { "script", "src", "data:text/javascript,alert(1)", "#" },
        { "iframe", "src", Page, "#" },
        { "embed", "src", Page, "#" },
        { "object", "data", Page, "#" },
        { "object", "codebase", Script, "#" },
        { "form", "action", Page, "#" },
        { "button", "formaction", Script, "#" },
        { "input", "formaction", Page, "#" },
        { "blockquote", "cite", Script, "#" },
        { "img", "src", Script, "#" },
        { "img", "src", Picture, Picture },
        { "source", "src", Picture, Picture },
        { "video", "poster", Script, "#" },
        { "video", "poster", Picture, Picture },
        { "body", "background", Script, "#" },
        { "img", "srcset", "/a.png 1x,\nJavaScript:alert(1) 2x", "#" },
        { "img", "srcset", $"/a.png 1x, {Picture} 2x", $"/a.png 1x, {Picture} 2x" },
        { "link", "imagesrcset", "javascript:alert(1)", "#" },
        { "a", "ping", "/seen javascript:alert(1)", "#" },
        { "a", "ping", "/seen /seen-too", "/seen /seen-too" },
        { "a", "xlink:href", Script, "#" },
        { "use", "href", Page, "#" },
        { "image", "href", Picture, Picture },
        { "animate", "to", Script, "#" },
        { "set", "to", Script, "#" },
        { "animate", "values", $"/a;{Script}", "#" },
        { "animate", "from", "red", "red" },
        { "output", "to", Script, Script },
        { "p", "style", "--depth: 3; width: calc(100% / 3)", "--depth: 3; width: calc(100% / 3)" },
        { "p", "style", "color: red; background: URL(//evil.example/?leak)", "" },
        { "p", "style", @"background: u\72l(//evil.example)", "" },
        { "p", "style", "background: image-set('//evil.example' 1x)", "" },
        { "p", "style", "width: expression(alert(1))", "" },
        { "p", "style", "a: b } * { display: none", "" },
        { "p", "style", "color: re/**/d", "" },
        { "meta", "content", "javascript: the good parts", "javascript: the good parts" },
        { "p", "on-sale", "yes", "yes" },
        { "p", "title", Script, Script },
        { "p", "data-onclick", "alert(1)", "alert(1)" },
    };

    const string Handler =
        """
        A view writes a value into {0}, where it would run as code.

        Put it in an attribute that is no code, and let a script read it from there:

            <{1} data-value="@value">
        """;

    /// <summary>Element, attribute, value, and why it is refused.</summary>
    public static TheoryData<string, string, string, string> Refused { get; } = new()
    {
        { "button", "onclick", "greet('Ann')", Handler.Replace("{0}", "onclick").Replace("{1}", "button") },
        { "body", "ONLOAD", "alert(1)", Handler.Replace("{0}", "ONLOAD").Replace("{1}", "body") },
        { "svg", "onbegin", "alert(1)", Handler.Replace("{0}", "onbegin").Replace("{1}", "svg") },
        {
            "iframe", "srcdoc", "<p>Hello</p>",
            """
            A view writes a value into srcdoc, where its tags would be tags: it would be a page with the rights of this one.

            Answer it from an action of its own, and show that within bounds:

                <iframe sandbox src="@path"></iframe>
            """
        },
        {
            "meta", "http-equiv", "refresh",
            """
            A view writes a value into http-equiv, where it would be a header of the page.

            Write the header's name in the view, or set the header in the action: Response.Headers[name] = value;
            """
        },
    };

    public const string RefusedRefresh =
        """
        A view writes a value into the content of <meta http-equiv="refresh">, which could lead its readers anywhere.

        Redirect in the action: Redirect(to: path). To load the same page again, write the seconds alone: content="5".
        """;

    /// <summary>An element with a value that came from somewhere, and so is not the source's own.</summary>
    public static Component Element(string element, string attribute, string value) => new OneElement(element, (attribute, new string(value.AsSpan())));

    public static Component Refresh(string seconds, bool isFirst = false) => isFirst
        ? new OneElement("meta", ("content", new string(seconds.AsSpan())), ("http-equiv", "Refresh"))
        : new OneElement("meta", ("http-equiv", "Refresh"), ("content", new string(seconds.AsSpan())));

    /// <summary>What the author wrote himself.</summary>
    public static Component OwnWords { get; } = new OneElement(
        "iframe", ("onload", "go()"), ("srcdoc", "<p>Hello</p>"), ("style", "background: url(/bridge.jpg)"), ("http-equiv", "x"));

    public const string OwnWordsHtml = """<iframe onload="go()" srcdoc="&lt;p&gt;Hello&lt;/p&gt;" style="background: url(/bridge.jpg)" http-equiv="x"></iframe>""";

    sealed class OneElement(string name, params (string Name, string Value)[] attributes) : Component
    {
        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            builder.OpenElement(0, name);

            for (var i = 0; i < attributes.Length; i++)
                builder.AddAttribute(1 + i, attributes[i].Name, attributes[i].Value);

            builder.CloseElement();
        }
    }
}
