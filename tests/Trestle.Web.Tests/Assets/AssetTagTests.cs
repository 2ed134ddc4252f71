using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging.Abstractions;

namespace Trestle.Web.Tests.Assets;

public sealed class AssetTagTests : IDisposable
{
    readonly DirectoryInfo root = Directory.CreateTempSubdirectory("trestle-assets-");
    readonly PhysicalFileProvider files;
    readonly List<string> paths = [];

    public AssetTagTests() => files = new(root.FullName);

    public void Dispose()
    {
        files.Dispose();
        root.Delete(recursive: true);
    }

    [Fact]
    public void A_script_says_where_it_is_and_which_it_is()
    {
        Write("js/app.js", "go()");

        Assert.Equal(
            $"<script integrity=\"{HashOf("go()")}\" src=\"/js/app.1.js\" defer></script>",
            Html<ScriptTag>(new() { ["Path"] = "js/app.js" }));
        Assert.Equal(
            $"<script integrity=\"{HashOf("go()")}\" src=\"/js/app.1.js\" type=\"module\"></script>",
            Html<ScriptTag>(new() { ["Path"] = "/js/app.js", ["type"] = "module" }));
    }

    [Fact]
    public void A_stylesheet_says_where_it_is_and_which_it_is()
    {
        Write("app.css", "a { background: url(a.png) }");
        Write("a.png", "");

        Assert.Matches(
            $"^<link integrity=\"{System.Text.RegularExpressions.Regex.Escape(HashOf("a { background: url(\"/a.1.png\") }"))}\" rel=\"stylesheet\" href=\"/app.[0-9a-f]{{10}}.css\" media=\"print\">$",
            Html<StylesheetTag>(new() { ["Path"] = "app.css", ["media"] = "print" }));
    }

    [Fact]
    public void What_another_site_has_needs_its_hash()
    {
        const string Elsewhere = "https://cdn.example/chart.js";

        Assert.Equal(
            $"<script integrity=\"sha384-x\" crossorigin=\"anonymous\" src=\"{Elsewhere}\" defer></script>",
            Html<ScriptTag>(new() { ["Path"] = Elsewhere, ["Integrity"] = "sha384-x" }));
        Assert.Equal(
            """
            https://cdn.example/chart.js is another site's, and the page does not say which file it means.

            Add its hash, so that a changed one does not run: Integrity="sha384-...". It is told by:

                curl -s https://cdn.example/chart.js | openssl dgst -sha384 -binary | openssl base64 -A
            """,
            Assert.Throws<InvalidOperationException>(() => Html<ScriptTag>(new() { ["Path"] = Elsewhere })).Message);
    }

    [Fact]
    public void In_development_a_file_that_changes_is_taken_as_it_is()
    {
        Write("app.css", "a {}");
        Write("js/app.js", "go()");
        var assets = Catalog(isDevelopment: true);
        var before = Html<StylesheetTag>(new() { ["Path"] = "app.css" }, assets);

        Write("app.css", "b {}");
        File.SetLastWriteTimeUtc(Path.Combine(root.FullName, "app.css"), DateTime.UnixEpoch);

        Assert.NotEqual(before, Html<StylesheetTag>(new() { ["Path"] = "app.css" }, assets));
        Assert.DoesNotContain("integrity", before, StringComparison.Ordinal);
        Assert.Equal("<script src=\"/js/app.1.js\" defer></script>", Html<ScriptTag>(new() { ["Path"] = "js/app.js" }, assets));
    }

    [Fact]
    public void An_import_map_names_modules_by_their_fingerprinted_addresses_and_hashes()
    {
        Write("js/app.js", "1");
        Write("js/parts/a.js", "2");
        Write("js/parts/deep/b.js", "3");
        Write("js/parts/notes.txt", "");
        var pins = ImportPins.Parse(
            """
            {
              // as browsers read it
              "imports": { "app": "/js/app.js", "parts/": "/js/parts/", "chart": "https://cdn.example/</script>.js" },
              "integrity": { "https://cdn.example/</script>.js": "sha384-x" },
              "lazy": ["parts/deep/b.js"],
            }
            """);

        var html = Html<ImportMapTag>([], Catalog(), pins).Split('\n');

        Assert.Equal(
            "<script type=\"importmap\" nonce=\"n0\">{\"imports\":{\"/js/app.js\":\"/js/app.1.js\",\"/js/parts/a.js\":\"/js/parts/a.1.js\",\"/js/parts/deep/b.js\":\"/js/parts/deep/b.1.js\","
            + "\"app\":\"/js/app.1.js\",\"chart\":\"https://cdn.example/\\u003C/script\\u003E.js\",\"parts/a.js\":\"/js/parts/a.1.js\",\"parts/deep/b.js\":\"/js/parts/deep/b.1.js\"},"
            + $"\"integrity\":{{\"/js/app.1.js\":{Quoted(HashOf("1"))},\"/js/parts/a.1.js\":{Quoted(HashOf("2"))},\"/js/parts/deep/b.1.js\":{Quoted(HashOf("3"))},\"https://cdn.example/\\u003C/script\\u003E.js\":\"sha384-x\"}}}}</script>",
            html[0]);
        Assert.Equal(
            $"<link integrity=\"{HashOf("1")}\" rel=\"modulepreload\" href=\"/js/app.1.js\">"
            + "<link integrity=\"sha384-x\" crossorigin=\"anonymous\" rel=\"modulepreload\" href=\"https://cdn.example/&lt;/script&gt;.js\">"
            + $"<link integrity=\"{HashOf("2")}\" rel=\"modulepreload\" href=\"/js/parts/a.1.js\">"
            + $"<script integrity=\"{HashOf("1")}\" type=\"module\" src=\"/js/app.1.js\"></script>",
            html[1]);
    }

    [Theory]
    [InlineData("/js/gone.js", "The import map pins \"app\" to /js/gone.js, but there is no such file under wwwroot/js/gone.js.")]
    [InlineData("/gone/", "The import map pins \"app\" to /gone/, but there is no module under wwwroot/gone/.")]
    public void A_pin_to_what_is_not_there_is_said_with_its_place(string target, string problem)
    {
        Write("js/app.js", "1");
        var pins = new ImportPins { Imports = new Dictionary<string, string> { ["app"] = target } };

        Assert.Equal(
            $"{problem}\n\nPut it there, or change Config/ImportMap.json. A file that is new is known after the next build.",
            Assert.Throws<InvalidOperationException>(() => Html<ImportMapTag>([], Catalog(), pins)).Message);
    }

    [Fact]
    public void An_import_map_without_its_file_says_what_to_add() => Assert.Equal(
        """
        The layout shows <ImportMapTag />, but the application has no Config/ImportMap.json.

        Add one, and build:

            { "imports": { "app": "/js/app.js" } }
        """,
        Assert.Throws<InvalidOperationException>(() => Html<ImportMapTag>([])).Message);

    void Write(string path, string text)
    {
        var file = Path.Combine(root.FullName, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
        paths.Add(path);
    }

    AssetCatalog Catalog(bool isDevelopment = false) => new(() => paths.Distinct().Select(EndpointOf), () => files, isDevelopment, NullLogger.Instance);

    // As MapStaticAssets would have it, with 1 for every fingerprint.
    static Endpoint EndpointOf(string path) => new(null, new(new StaticAssetDescriptor
    {
        AssetPath = path,
        Route = $"{path[..path.LastIndexOf('.')]}.1{Path.GetExtension(path)}",
        Properties = [new("label", path)],
    }), path);

    string Html<T>(Dictionary<string, object> parameters, AssetCatalog? assets = null, ImportPins? pins = null)
        where T : IComponent
    {
        var services = new ServiceCollection();

        if (pins is not null)
            services.AddSingleton(pins);

        using var provider = services.BuildServiceProvider();
        var page = new Views.Built(builder =>
        {
            builder.OpenComponent<T>(0);
            builder.AddMultipleAttributes(1, parameters);
            builder.CloseComponent();
        });
        var output = new ArrayBufferWriter<byte>();
        HtmlRenderer.Render(page, null, new() { Path = "/", Services = provider, Assets = assets ?? Catalog(), Nonces = () => "n0" }, output);

        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    static string HashOf(string text) => $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";

    static string Quoted(string text) => System.Text.Json.JsonSerializer.Serialize(text);
}
