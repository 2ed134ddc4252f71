using Lectures;

namespace Trestle.Docs.Tests.Snippets;

public sealed class ValidationsTests : SnippetDatabase
{
    [Fact]
    public async Task Says_what_is_wrong()
    {
        // snippet: validations-errors
        var lecture = new Lecture { Title = "", Seats = 0, StartsAt = new(2026, 5, 1, 18, 0, 0), EndsAt = new(2026, 5, 1, 17, 0, 0) };

        var isSaved = await lecture.SaveAsync(); // false

        var all = lecture.Errors.FullMessages; // "Title can't be blank", "Seats must be greater than 0", ...
        var ofTitle = lecture.Errors[nameof(lecture.Title)]; // "can't be blank"
        // end snippet

        Assert.False(isSaved);
        Assert.Equal(
            [
                "Title can't be blank",
                "Seats must be greater than 0",
                "Ends at must be greater than Starts at",
                "Code can't be blank",
            ],
            all);
        Assert.Equal(["can't be blank"], ofTitle);
    }

    [Fact]
    public async Task Asks_more_in_a_context()
    {
        var lecture = new Lecture { Title = "Bridges", Seats = 40, StartsAt = new(2026, 5, 1, 18, 0, 0), EndsAt = new(2026, 5, 1, 19, 0, 0), Code = "B-1" };

        Assert.True(await lecture.SaveAsync(), string.Join(", ", lecture.Errors.FullMessages));

        // snippet: validations-context
        if (!await lecture.SaveAsync("publish"))
            Console.WriteLine(lecture.Errors.FullMessages[0]); // "Room can't be blank"
        // end snippet

        Assert.Equal(["Room can't be blank"], lecture.Errors.FullMessages);

        lecture.IsOnline = true;
        Assert.False(await lecture.SaveAsync());
        Assert.Equal(["Link can't be blank"], lecture.Errors.FullMessages);

        (lecture.Title, lecture.Link) = ("Bridges!", "https://example.org");
        Assert.False(await lecture.SaveAsync());
        Assert.Equal(["Title ends without a mark"], lecture.Errors.FullMessages);

        (lecture.Title, lecture.Seats, lecture.Room) = ("Bridges", 90, "Attic");
        Assert.False(await lecture.SaveAsync());
        Assert.Equal(["Seats are 30 in the attic"], lecture.Errors.FullMessages);
    }

    [Fact]
    public async Task Words_what_the_database_refuses()
    {
        var first = new Lecture { Title = "Bridges", Seats = 40, StartsAt = new(2026, 5, 1, 18, 0, 0), EndsAt = new(2026, 5, 1, 19, 0, 0), Code = "B-1" };
        Assert.True(await first.SaveAsync());
        var second = new Lecture { Title = "Tunnels", Seats = 40, StartsAt = first.StartsAt, EndsAt = first.EndsAt, Code = "B-1" };

        Assert.False(await second.SaveAsync());
        Assert.Equal(["Code has already been taken"], second.Errors.FullMessages);
    }

    [Fact]
    public async Task Says_it_in_other_words()
    {
        // snippet: validations-german
        var options = Options with { Wording = new German() };
        // end snippet

        await using var database = new Database(options);
        await using var work = database.BeginUnitOfWork();
        var lecture = new Lecture { Title = new string('a', 81), Seats = 1, StartsAt = new(2026, 5, 1, 18, 0, 0), EndsAt = new(2026, 5, 1, 19, 0, 0), Code = "B-1" };

        Assert.False(lecture.Validate());

        // snippet: validations-kinds
        var error = lecture.Errors.First();

        Console.WriteLine($"{error.Field} {error.Kind} {error.Values["count"]}"); // Title too_long 80
        Console.WriteLine(error.FullMessage); // Titel: höchstens 80 Zeichen
        // end snippet

        Assert.Equal(("too_long", 80, "Titel: höchstens 80 Zeichen"), (error.Kind, error.Values["count"], error.FullMessage));
    }
}

// snippet: validations-wording
public sealed class German : RecordWording
{
    public override string? Message(Type record, FieldError error) => error.Kind switch
    {
        "blank" => "muss ausgefüllt werden",
        "too_long" => $"höchstens {error.Values["count"]} Zeichen",
        _ => null, // in English
    };

    public override string? Name(Type record, string field) => field == "Title" ? "Titel" : null;

    public override string Sentence(string name, string message) => $"{name}: {message}";
}
// end snippet
