namespace Trestle.Web.Tests.Assets;

public class CssBundleTests
{
    readonly Dictionary<string, string> files = [];

    [Theory]
    [InlineData("a { background: url(img/a.png) }", "a { background: url(\"/css/img/a.1.png\") }")]
    [InlineData("a { background: URL( 'img/a.png' ) }", "a { background: url(\"/css/img/a.1.png\") }")]
    [InlineData("a { background: url(\"../logo.svg\") }", "a { background: url(\"/logo.1.svg\") }")]
    [InlineData("a { background: url(/logo.svg?v=2#eye) }", "a { background: url(\"/logo.1.svg?v=2#eye\") }")]
    [InlineData("a { background: url(./../css/img/b%20c.png) }", "a { background: url(\"/css/img/b c.1.png\") }")]
    [InlineData("a { background: image-set(url(img/a.png) 1x, url(../logo.svg) 2x) }", "a { background: image-set(url(\"/css/img/a.1.png\") 1x, url(\"/logo.1.svg\") 2x) }")]
    public void Names_files_by_their_fingerprinted_address(string css, string bundled) => Assert.Equal(bundled, BundleOf(css).Text);

    [Theory]
    [InlineData("a { mask: url(\"data:image/svg+xml,%3Csvg xmlns='x'/%3E\") }")]
    [InlineData("a { filter: url(\"#blur\") }")]
    [InlineData("a { background: url(\"https://img.example/a.png\") }")]
    [InlineData("a { background: url(\"//img.example/a.png\") }")]
    [InlineData("/* url(none.png) @import 'none.css'; */ a { color: red }")]
    [InlineData("a::before { content: \"url(none.png) \\\" @import 'none.css';\" }")]
    [InlineData("a { --curl(x: y; my-url(none.png) }")]
    [InlineData(".a\\@import { color: red }")]
    [InlineData("a { background: url(\"\") }")]
    [InlineData("@layer base, parts;\n@media print { a { color: red } }")]
    [InlineData("")]
    [InlineData("a { content: \"never ends")]
    [InlineData("/* never ends")]
    public void Leaves_everything_else_as_it_is(string css)
    {
        var bundle = BundleOf(css);

        Assert.Equal(css, bundle.Text);
        Assert.Empty(bundle.Faults);
    }

    [Fact]
    public void Holds_what_it_imports_where_it_imports_it()
    {
        files["css/base.css"] = "@charset \"utf-8\";@import 'parts/button.css';\nbody { color: red }";
        files["css/parts/button.css"] = "button { background: url(../img/a.png) }";

        var bundle = BundleOf("@import url(base.css);\na { color: blue }");

        Assert.Equal("button { background: url(\"/css/img/a.1.png\") }\nbody { color: red }\na { color: blue }", bundle.Text);
        Assert.Equal(["css/app.css", "css/base.css", "css/parts/button.css"], bundle.Files);
        Assert.Empty(bundle.Faults);
    }

    [Theory]
    [InlineData("print", "@media print {\nX\n}")]
    [InlineData("screen and (min-width: 40em)", "@media screen and (min-width: 40em) {\nX\n}")]
    [InlineData("layer(base)", "@layer base {\nX\n}")]
    [InlineData("layer", "@layer {\nX\n}")]
    [InlineData("supports(display: grid)", "@supports (display: grid) {\nX\n}")]
    [InlineData("supports(not (display: grid))", "@supports not (display: grid) {\nX\n}")]
    [InlineData("layer(base) supports(display: grid) print", "@media print {\n@supports (display: grid) {\n@layer base {\nX\n}\n}\n}")]
    public void Keeps_the_conditions_of_an_import(string conditions, string bundled)
    {
        files["css/base.css"] = "X";

        Assert.Equal(bundled, BundleOf($"@import \"base.css\" {conditions};").Text);
    }

    [Fact]
    public void Puts_what_comes_from_other_sites_first()
    {
        files["css/base.css"] = "@import url(https://fonts.example/a.css) print;\nb {}";

        Assert.Equal("@import url(\"https://fonts.example/a.css\") print;\n\nb {}a {}", BundleOf("@import 'base.css';a {}").Text);
    }

    [Fact]
    public void Ends_where_stylesheets_import_each_other()
    {
        files["css/base.css"] = "@import 'app.css';b {}";

        Assert.Equal("b {}a {}", BundleOf("@import 'base.css';a {}").Text);
    }

    [Fact]
    public void Says_what_it_names_that_is_not_there()
    {
        files["css/base.css"] = "b { background: url(gone.png) }";

        var bundle = BundleOf("@import 'base.css';@import '../lost.css';a {}");

        Assert.Equal("b { background: url(\"/css/gone.png\") }a {}", bundle.Text);
        Assert.Equal(
            [
                "css/base.css names gone.png, but there is no css/gone.png under wwwroot.",
                "css/app.css imports ../lost.css, but there is no lost.css under wwwroot.",
            ],
            bundle.Faults);
    }

    CssBundle BundleOf(string css)
    {
        files["css/app.css"] = css;

        return CssBundle.Of("css/app.css", files.GetValueOrDefault, AddressOf);
    }

    // Whatever is not called gone is there.
    static string? AddressOf(string path) => path.Contains("gone", StringComparison.Ordinal) || path.Contains("none", StringComparison.Ordinal)
        ? null
        : $"/{path[..path.LastIndexOf('.')]}.1{Path.GetExtension(path)}";
}
