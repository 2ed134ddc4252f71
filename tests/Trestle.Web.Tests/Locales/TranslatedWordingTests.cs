namespace Trestle.Web.Tests.Locales;

public sealed class TranslatedWordingTests : IDisposable
{
    readonly CatalogFolder folder = new(("en", "{}"), ("de",
        """
        {
          "fields": { "title": "Titel", "author": "Autor" },
          "records": { "essay": { "fields": { "title": "Überschrift" }, "errors": { "title": { "blank": "braucht Worte" } } } },
          "errors": {
            "blank": "fehlt",
            "too_long": { "one": "ist länger als ein Zeichen", "other": "ist länger als {count} Zeichen" },
            "confirmation": "ist nicht wie „{attribute}“",
            "sentence": "„{field}“ {message}"
          }
        }
        """));

    [Theory]
    [InlineData("Title", "blank", null, "braucht Worte")]
    [InlineData("Author", "blank", null, "fehlt")]
    [InlineData("Author", "too_long", 1, "ist länger als ein Zeichen")]
    [InlineData("Author", "too_long", 40, "ist länger als 40 Zeichen")]
    [InlineData("Author", "taken", null, null)]
    public void A_message_is_that_of_the_field_or_of_the_kind(string field, string kind, int? count, string? message)
    {
        using var speaking = Locale.Use("de");
        var values = count is null ? [] : new Dictionary<string, object?> { ["count"] = count };

        Assert.Equal(message, Wording().Message(typeof(Essay), new(field, "English") { Kind = kind, Values = values }));
    }

    [Fact]
    public void Another_field_that_a_message_speaks_of_is_called_by_its_name()
    {
        using var speaking = Locale.Use("de");
        var error = new FieldError("Author", "English") { Kind = "confirmation", Values = new Dictionary<string, object?> { ["attribute"] = "Title" } };

        Assert.Equal("ist nicht wie „Überschrift“", Wording().Message(typeof(Essay), error));
    }

    [Fact]
    public void A_field_is_called_as_its_record_or_every_record_calls_it()
    {
        using var speaking = Locale.Use("de");

        Assert.Equal(
            ("Überschrift", "Autor", null), (Wording().Name(typeof(Essay), "Title"), Wording().Name(typeof(Essay), "Author"), Wording().Name(typeof(Essay), "Pages")));
    }

    [Fact]
    public void A_sentence_is_made_as_the_language_makes_it()
    {
        using (Locale.Use("de"))
            Assert.Equal("„Titel“ fehlt", Wording().Sentence("Titel", "fehlt"));

        using (Locale.Use("en"))
            Assert.Equal("Title can't be blank", Wording().Sentence("Title", "can't be blank"));
    }

    public void Dispose() => folder.Dispose();

    TranslatedWording Wording() => new(folder.Load());

    sealed class Essay;
}
