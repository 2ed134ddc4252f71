using System.Globalization;
using Microsoft.Extensions.Localization;

namespace Trestle.Web.Tests.Locales;

public sealed class TranslationsTests : IDisposable
{
    const string English =
        """
        {
          "greeting": "Hello, {name}!",
          "only_english": "Only here",
          "seats": { "zero": "No seats", "one": "{count} seat", "other": "{count:N0} seats" },
          "price": "{amount:C} until {day:d}",
          "welcome_html": "<b>Welcome</b>, {name}"
        }
        """;

    const string German =
        """
        {
          // for everybody
          "greeting": "Hallo, {name}!",
          "seats": { "one": "{count} Platz", "other": "{count:N0} Plätze" },
          "price": "{amount:C} bis {day:d}",
          "street": "Straße",
          "welcome_html": "<b>Willkommen</b>, {name}",
        }
        """;

    readonly CatalogFolder folder = new(("en", English), ("de", German), ("de-CH", """{ "street": "Strasse" }"""));

    [Theory]
    [InlineData("en", "Hello, Ann!")]
    [InlineData("de", "Hallo, Ann!")]
    [InlineData("de-AT", "Hallo, Ann!")]
    [InlineData("de-CH", "Hallo, Ann!")]
    [InlineData("fr", "Hello, Ann!")]
    public void A_text_is_that_of_the_language_of_what_it_is_a_variant_of_or_of_the_default(string language, string text)
    {
        using var speaking = Locale.Use(language);

        Assert.Equal(text, folder.Load().Text("greeting", new { Name = "Ann" }));
    }

    [Fact]
    public void A_variant_has_the_first_word()
    {
        using var speaking = Locale.Use("de-CH");

        Assert.Equal(("Strasse", "Only here"), (folder.Load().Text("street"), folder.Load().Text("only_english")));
    }

    [Theory]
    [InlineData("en", 0, "No seats")]
    [InlineData("en", 1, "1 seat")]
    [InlineData("en", 1200, "1,200 seats")]
    [InlineData("de", 0, "0 Plätze")]
    [InlineData("de", 1, "1 Platz")]
    [InlineData("de", 1200, "1.200 Plätze")]
    public void A_count_chooses_among_the_forms(string language, int count, string text)
    {
        using var speaking = Locale.Use(language);

        Assert.Equal(text, folder.Load().Text("seats", new { count }));
    }

    [Fact]
    public void Values_are_written_as_the_language_writes_them()
    {
        using var speaking = Locale.Use("de");

        Assert.Equal("1.234,50 € bis 09.03.2026", folder.Load().Text("price", new { amount = 1234.5m, day = new DateOnly(2026, 3, 9) }).Replace(' ', ' '));
    }

    [Fact]
    public void Markup_is_as_it_was_translated_and_its_values_are_escaped()
    {
        using var speaking = Locale.Use("de");

        Assert.Equal("<b>Willkommen</b>, &lt;i&gt;Ann", folder.Load().Html("welcome_html", new { name = "<i>Ann" }).Value);
    }

    [Fact]
    public void Markup_is_called_so()
    {
        var failure = Assert.Throws<ArgumentException>(() => folder.Load().Html("greeting"));

        Assert.Equal(
            """
            expected the key of a text that is markup to end with _html, got: greeting

            Call it greeting_html in the catalogs, so that whoever translates it knows; or show it by T("greeting").
            """, failure.Message);
    }

    [Fact]
    public void A_text_that_no_catalog_has_is_named_with_the_file_to_add_it_to()
    {
        using var speaking = Locale.Use("de-CH");

        var failure = Assert.Throws<MissingTranslationException>(() => folder.Load().Text("pages.home.greeting"));

        Assert.Equal("pages.home.greeting", failure.Key);
        Assert.Equal(
            """
            No catalog has "pages.home.greeting". Looked in: Locales/de-CH.json, Locales/de.json, Locales/en.json. Did you mean "greeting"?

            Add it to Locales/de-CH.json:

                "pages": { "home": { "greeting": "..." } }
            """, failure.Message);
    }

    [Fact]
    public void In_production_the_key_stands_for_a_text_that_is_missing()
    {
        var translations = folder.Load(isStrict: false);

        Assert.Equal(("pages.home.title", "Hello, {name}!"), (translations.Text("pages.home.title"), translations.Text("greeting")));
    }

    [Fact]
    public void A_value_that_is_missing_is_named()
    {
        using var speaking = Locale.Use("en");

        var failure = Assert.Throws<ArgumentException>(() => folder.Load().Text("greeting", new { who = "Ann" }));

        Assert.Equal(
            """
            expected T("greeting") to be given name, which its text in Locales/en.json asks for, got: who

            Give it:

                T("greeting", new { name = ... })
            """, failure.Message);
    }

    [Fact]
    public void A_count_that_is_missing_is_named()
    {
        using var speaking = Locale.Use("en");

        var failure = Assert.Throws<ArgumentException>(() => folder.Load().Text("seats"));

        Assert.Equal(
            """expected T("seats") to be given a count, as in T("seats", new { count = 3 }): Locales/en.json has a text for zero, one, other""", failure.Message);
    }

    [Fact]
    public void What_one_language_lacks_is_listed_for_a_test() => Assert.Equal(
        ["Locales/de-CH.json lacks only_english", "Locales/de.json lacks only_english", "Locales/en.json lacks street"], folder.Load().Gaps());

    [Fact]
    public void English_needs_no_words_for_what_records_say()
    {
        using var both = new CatalogFolder(("en", "{}"), ("de", """{ "errors": { "blank": "fehlt" }, "records": { "book": { "fields": { "title": "Titel" } } } }"""));

        Assert.Empty(both.Load().Gaps());
    }

    [Fact]
    public void A_catalog_that_changes_is_read_again_in_development()
    {
        var (reloading, fixedOnes) = (folder.Load(reloads: true), folder.Load());
        folder.Write("en", """{ "greeting": "Good day, {name}!" }""");
        folder.Touch("en", new(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        reloading.Refresh();
        fixedOnes.Refresh();

        using var speaking = Locale.Use("en");
        Assert.Equal(
            ("Good day, Ann!", "Hello, Ann!"), (reloading.Text("greeting", new { name = "Ann" }), fixedOnes.Text("greeting", new { name = "Ann" })));
    }

    [Theory]
    [InlineData("de", "{ \"a\": \"b\"\n  \"c\": \"d\" }",
        """
        Locales/de.json cannot be read: line 2, character 3. '"' is invalid after a value. Expected either ',', '}', or ']'.

        Correct it: a catalog is JSON, with a comma between entries and every text in quotes.
        """)]
    [InlineData("de", """{ "a": { "b": 7 } }""",
        """
        Locales/de.json has 7 for "a.b", and a catalog holds texts and names of further texts alone.

        Put it in quotes.
        """)]
    [InlineData("klingonisch", "{}",
        """
        Locales/klingonisch.json is named after no culture: "klingonisch" is not known.

        Name it as in Locales/de.json or Locales/pt-BR.json.
        """)]
    public void A_catalog_that_cannot_be_used_says_what_to_correct(string name, string json, string message)
    {
        folder.Write(name, json);

        Assert.Equal(message, Assert.Throws<CatalogException>(() => folder.Load()).Message);
    }

    [Fact]
    public void Libraries_ask_by_the_interface_of_dotnet()
    {
        using var speaking = Locale.Use("de");
        var localizer = (IStringLocalizer)new TranslationLocalizer(folder.Load());

        Assert.Equal(("Straße", false), (localizer["street"].Value, localizer["street"].ResourceNotFound));
        Assert.Equal(("At 7 o'clock", true), (localizer["At {0} o'clock", 7].Value, localizer["At {0} o'clock", 7].ResourceNotFound));
        Assert.Equal(["greeting", "seats", "price", "street", "welcome_html"], localizer.GetAllStrings(includeParentCultures: false).Select(text => text.Name));
    }

    [Fact]
    public void Another_language_and_zone_are_used_for_a_while()
    {
        var before = (Locale.Name, Locale.Zone);

        using (Locale.Use("de", "Asia/Tokyo"))
        {
            Assert.Equal(("de", "2026-03-10 01:30"), (Locale.Name, Locale.Local(new(2026, 3, 9, 16, 30, 0, TimeSpan.Zero)).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)));
        }

        Assert.Equal(before, (Locale.Name, Locale.Zone));
    }

    public void Dispose() => folder.Dispose();
}
