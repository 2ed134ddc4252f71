using System.ComponentModel.DataAnnotations;
using System.ComponentModel.DataAnnotations.Schema;
using System.Globalization;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Trestle.Records.Tests;

/// <summary>Kinds and values of errors, other words for them, rules that only a program can break, and unique values at times.</summary>
public class WordingTests : TestDatabase
{
    protected override DatabaseOptions Options => base.Options with { Wording = new German() };

    [Fact]
    public void Says_what_kind_of_error_it_is_and_with_which_values()
    {
        var parcel = new Bundle { Name = "A bundle of rails", Weight = 0, Until = new(2026, 1, 1), From = new(2026, 2, 1), Size = Sizing.None, Confirmation = "other" };

        Assert.False(parcel.Validate());
        Assert.Equal(
            [
                ("Name", "too_long", "count=8"),
                ("Weight", "greater_than", "count=0"),
                ("Until", "greater_than", "attribute=From"),
                ("Size", "exclusion", ""),
                ("Code", "blank", ""),
                ("Note", "blank", ""),
                ("Confirmation", "confirmation", "attribute=Name"),
                ("Weight", "too_light", "minimum=3"),
                ("Name", "custom", ""),
            ],
            parcel.Errors.Select(e => (e.Field, e.Kind, string.Join(", ", e.Values.Select(v => string.Create(CultureInfo.InvariantCulture, $"{v.Key}={v.Value}"))))));
    }

    [Fact]
    public void Puts_errors_into_other_words()
    {
        var tag = new Bundle { Name = "A bundle of rails", Weight = 1, Code = "c" };

        Assert.False(tag.Validate());
        Assert.Equal(
            [
                "„Name“: ist zu lang (höchstens 8 Zeichen)", // by its kind
                "„Note“: Say why", // as its rule is worded
                "„Gewicht“: is too light", // as the application adds it
                "„Name“: is dull",
            ],
            tag.Errors.FullMessages);
        Assert.Equal(["ist zu lang (höchstens 8 Zeichen)", "is dull"], tag.Errors["name"]);
    }

    [Fact]
    public async Task Words_what_the_database_finds_too()
    {
        await SavedTag("rail");
        var other = new Tag { Name = "rail" };

        Assert.False(await other.SaveAsync());
        var error = Assert.Single(other.Errors);
        Assert.Equal(("taken", "„Name“: gibt es schon"), (error.Kind, error.FullMessage));
    }

    [Fact]
    public async Task Throws_where_only_a_program_can_be_at_fault()
    {
        var seat = new Seat { Number = 7, Row = -1 };

        var failure = await Assert.ThrowsAsync<StrictRuleException>(seat.SaveAsync);

        Assert.Equal(
            """
            Seat (new) breaks a strict rule: „Row“: must be greater than 0. Got Row = -1.

            Correct the code that set it; or take Strict from the rule, if people may be told.
            """,
            failure.Message);
        Assert.Equal((seat, "greater_than"), (failure.Record, failure.Error.Kind));
        Assert.False(Site.IsBeingWritten);
        Assert.Equal(0, await Seat.CountAsync());
        seat.Row = 1;
        Assert.True(await seat.SaveAsync());
    }

    [Fact]
    public async Task Wants_a_value_unique_when_a_condition_holds()
    {
        Assert.True(await new Seat { Number = 7, Row = 1 }.SaveAsync());
        Assert.True(await new Seat { Number = 7, Row = 1, IsGone = true }.SaveAsync());

        var third = new Seat { Number = 7, Row = 1 };
        Assert.False(await third.SaveAsync());
        Assert.Equal(["„Number“: gibt es schon"], third.Errors.FullMessages);

        third.IsGone = true;
        Assert.True(await third.SaveAsync());
        third.IsGone = false;
        Assert.False(await third.SaveAsync());
        Assert.Empty(await Differences());
    }

    [Fact]
    public void Refuses_a_condition_of_unique_values_that_is_not_there()
    {
        var failure = Assert.Throws<InvalidOperationException>(() => UniqueRule.DeclaredBy(typeof(Lost)).ToList());

        Assert.Equal(
            """
            Lost.Name is declared [Unique(When = "IsFound")], but Lost has no property of that name.

            Add it, or name another by nameof, so that the compiler checks it:

                bool IsFound => ...;
            """,
            failure.Message);
    }

    async Task<IReadOnlyList<string>> Differences() => [.. (await Database.SchemaDifferencesAsync()).Where(d => d.Contains("seats", StringComparison.Ordinal))];

    sealed class German : RecordWording
    {
        public override string? Message(Type record, FieldError error) => error.Kind switch
        {
            "too_long" => $"ist zu lang (höchstens {error.Values["count"]} Zeichen)",
            "taken" => "gibt es schon",
            _ => null,
        };

        public override string? Name(Type record, string field) => (record.Name, field) is (nameof(Bundle), "Weight") ? "Gewicht" : null;

        public override string Sentence(string name, string message) => $"„{name}“: {message}";
    }

    public enum Sizing
    {
        Small = 1,
        None = 9,
    }

    [NotMapped]
    public class Bundle : Record<Bundle>
    {
        [MaxLength(8)] public string Name { get; set; } = "";
        [Numericality(GreaterThan = 0)] public int Weight { get; set; }
        public DateOnly From { get; set; }
        [Comparison(GreaterThan = nameof(From))] public DateOnly? Until { get; set; }
        [DeniedValues(Sizing.None)] public Sizing Size { get; set; } = Sizing.Small;
        [Present] public string? Code { get; set; }
        [Present(ErrorMessage = "Say why")] public string? Note { get; set; }
        [Confirms(nameof(Name))] public string? Confirmation { get; set; }

        protected override void Validate(Errors errors)
        {
            if (Weight < 3)
                errors.Add(nameof(Weight), "is too light", "too_light", ("minimum", 3));

            errors.Add(nameof(Name), "is dull");
        }
    }

    [NotMapped]
    public class Lost : Record<Lost>
    {
        [Unique(When = "IsFound")] public string Name { get; set; } = "";
    }
}

public class Seat : Record<Seat>
{
    [Unique(Unless = nameof(IsGone))] public int Number { get; set; }
    [Numericality(GreaterThan = 0, Strict = true)] public int Row { get; set; }
    public bool IsGone { get; set; }
}

sealed class SeatConfiguration : IEntityTypeConfiguration<Seat>
{
    public void Configure(Microsoft.EntityFrameworkCore.Metadata.Builders.EntityTypeBuilder<Seat> builder) =>
        builder.HasIndex(seat => seat.Number).IsUnique().HasFilter("NOT is_gone");
}

[DbContext(typeof(RecordContext)), Migration("20251103090000_CreateSeats")]
public class CreateSeats : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        migration.CreateTable("seats", table =>
        {
            table.Add<int>("number");
            table.Add<int>("row");
            table.Add<bool>("is_gone");
            table.Timestamps();
        });
        migration.AddIndex("seats", "number", unique: true, where: "NOT is_gone");
    }
}
