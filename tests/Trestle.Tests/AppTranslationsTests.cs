namespace Trestle.Tests;

public sealed class AppTranslationsTests : IDisposable
{
    readonly DirectoryInfo root = Directory.CreateTempSubdirectory("app-");

    [Fact]
    public void An_application_without_a_folder_of_catalogs_has_none() => Assert.Null(AppTranslations.Of(Settings("Production")));

    [Fact]
    public void A_broken_catalog_stops_the_start()
    {
        Write("de", "{ \"a\": }");

        var failure = Assert.Throws<AppStartException>(() => AppTranslations.Of(Settings("Production")));

        Assert.Equal(
            """
            Locales/de.json cannot be read: line 1, character 8. '}' is an invalid start of a value.

            Correct it: a catalog is JSON, with a comma between entries and every text in quotes.
            """, failure.Message);
    }

    [Fact]
    public void A_default_that_is_no_language_stops_the_start()
    {
        Write("en", "{}");

        var failure = Assert.Throws<AppStartException>(() => AppTranslations.Of(Settings("Production", "--Web:Locale:Default", "no such")));

        Assert.Equal("expected the setting Web:Locale:Default to be a language such as en or pt-BR, got: no such", failure.Message);
    }

    [Theory]
    [InlineData("Development", true)]
    [InlineData("Test", true)]
    [InlineData("Production", false)]
    public void A_text_that_is_missing_throws_where_its_author_looks(string environment, bool throws)
    {
        Write("en", "{}");
        var translations = AppTranslations.Of(Settings(environment))!;

        if (throws)
            Assert.Throws<MissingTranslationException>(() => translations.Text("title"));
        else
            Assert.Equal("title", translations.Text("title"));
    }

    public void Dispose() => root.Delete(recursive: true);

    void Write(string name, string json) => File.WriteAllText(Path.Combine(root.CreateSubdirectory("Locales").FullName, $"{name}.json"), json);

    AppSettings Settings(string environment, params string[] more) =>
        AppSettings.Read(typeof(SampleApp).Assembly, ["--environment", environment, .. more]) with { ContentRoot = root.FullName };
}
