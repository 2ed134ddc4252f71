using System.ComponentModel.DataAnnotations;
using System.ComponentModel.DataAnnotations.Schema;

namespace Trestle.Records.Tests;

public class BadRulesTests
{
    [Fact]
    public void Says_when_a_value_is_never_blank() => Refuses<NeverBlank>(
        """
        NeverBlank.Count is declared [Present], but is of type Int32, which is never blank.

        Let it be null: Int32? Count
        """);

    [Fact]
    public void Says_when_what_is_accepted_is_no_box_to_tick() => Refuses<NoBox>(
        """
        NoBox.Terms is declared [Accepted], but is of type String.

        Make it a box to tick: bool? Terms
        """);

    [Fact]
    public void Says_when_there_is_nothing_to_confirm() => Refuses<NothingToConfirm>(
        """
        NothingToConfirm.Again is declared [Confirms("Emial")], but NothingToConfirm has no property of that name.

        Name it by nameof, so that the compiler checks it: [Confirms(nameof(Emial))]
        """);

    [Fact]
    public void Says_when_nothing_is_compared() => Refuses<NothingToCompare>(
        """
        NothingToCompare.Count is declared [Comparison], but not with what it is compared.

        Name a property or give a value: [Comparison(GreaterThan = 0)]
        """);

    [Fact]
    public void Says_when_a_limit_is_neither_a_property_nor_a_value() => Refuses<NoSuchLimit>(
        """
        NoSuchLimit.EndsOn is declared [Comparison(GreaterThan = "StartOn")], which is neither a property of NoSuchLimit nor a value of type DateOnly.

        Name a property by nameof, so that the compiler checks it, or give a value; a date or a decimal as text:

            [Comparison(GreaterThan = nameof(Minimum))]
            [Comparison(GreaterThan = "2030-12-31")]
        """);

    [Fact]
    public void Says_when_types_do_not_compare() => Refuses<Unlike>(
        """
        Unlike.EndsOn is declared [Comparison(GreaterThan = "StartsAt")], but DateOnly and DateTimeOffset cannot be compared.

        Give both properties the same type.
        """);

    [Fact]
    public void Says_when_a_number_is_wanted_of_what_is_none() => Refuses<NoNumber>(
        """
        NoNumber.When is declared [Numericality], but is of type DateOnly, which is no number.

        Compare what is no number by [Comparison].
        """);

    [Fact]
    public void Says_when_what_is_associated_is_no_record() => Refuses<NoRecords>(
        """
        NoRecords.Tags is declared [Associated], but its type List`1 is neither a record nor a collection of them.

        Put the attribute on the property that holds the records: [Associated] public List<Comment> Comments ...
        """);

    [Fact]
    public void Says_when_a_condition_is_not_there() => Refuses<NoCondition>(
        """
        NoCondition.Title is declared [Present(When = "IsPublishd")], but NoCondition has no property of that name.

        Add it, or name another by nameof, so that the compiler checks it:

            bool IsPublishd => ...;
        """);

    [Fact]
    public void Says_when_a_condition_is_neither_true_nor_false() => Refuses<NoBoolean>(
        """
        NoBoolean.Title is declared [Absent(Unless = "Draft")], but Draft is of type String, which is neither true nor false.

        Name a property of type bool:

            bool HasDraft => ...;
        """);

    [Fact]
    public void Says_when_what_is_no_record_has_a_context()
    {
        var form = new NoRecord();

        var failure = Assert.Throws<InvalidOperationException>(
            () => Validator.TryValidateObject(form, new(form), null, validateAllProperties: true));

        Assert.Equal(
            """
            NoRecord.Title is declared [Present(On = "create")], but NoRecord is no record: only they are created and updated.

            Name a bool of NoRecord instead: [Present(When = nameof(IsWanted))]
            """,
            failure.Message);
    }

    static void Refuses<T>(string message) where T : Record, new() =>
        Assert.Equal(message, Assert.Throws<InvalidOperationException>(() => new T().Validate()).Message);

    [NotMapped]
    sealed class NeverBlank : Record<NeverBlank>
    {
        [Present] public int Count { get; set; }
    }

    [NotMapped]
    sealed class NoBox : Record<NoBox>
    {
        [Accepted] public string? Terms { get; set; }
    }

    [NotMapped]
    sealed class NothingToConfirm : Record<NothingToConfirm>
    {
        [Confirms("Emial")] public string? Again { get; set; }
    }

    [NotMapped]
    sealed class NothingToCompare : Record<NothingToCompare>
    {
        [Comparison] public int Count { get; set; }
    }

    [NotMapped]
    sealed class NoSuchLimit : Record<NoSuchLimit>
    {
        [Comparison(GreaterThan = "StartOn")] public DateOnly EndsOn { get; set; }
    }

    [NotMapped]
    sealed class Unlike : Record<Unlike>
    {
        public DateTimeOffset StartsAt { get; set; }
        [Comparison(GreaterThan = nameof(StartsAt))] public DateOnly EndsOn { get; set; }
    }

    [NotMapped]
    sealed class NoNumber : Record<NoNumber>
    {
        [Numericality] public DateOnly When { get; set; }
    }

    [NotMapped]
    sealed class NoCondition : Record<NoCondition>
    {
        [Present(When = "IsPublishd")] public string? Title { get; set; }
    }

    [NotMapped]
    sealed class NoBoolean : Record<NoBoolean>
    {
        public string? Draft { get; set; }
        [Absent(Unless = nameof(Draft))] public string? Title { get; set; }
    }

    sealed class NoRecord
    {
        [Present(On = "create")] public string? Title { get; set; }
    }

    [NotMapped]
    sealed class NoRecords : Record<NoRecords>
    {
        [Associated] public List<string> Tags { get; } = [];
    }
}
