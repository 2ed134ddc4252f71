using System.ComponentModel.DataAnnotations;
using System.ComponentModel.DataAnnotations.Schema;

namespace Trestle.Records.Tests;

public class RulesTests
{
    [Theory]
    [InlineData(nameof(Booking.Guest), " ", "Guest can't be blank")]
    [InlineData(nameof(Booking.Guest), null, "Guest can't be blank")]
    [InlineData(nameof(Booking.Trap), "bot", "Trap must be blank")]
    [InlineData(nameof(Booking.Trap), " ", null)]
    [InlineData(nameof(Booking.Terms), false, "Terms must be accepted")]
    [InlineData(nameof(Booking.Terms), true, null)]
    [InlineData(nameof(Booking.EmailConfirmation), "other@example.org", "Email confirmation doesn't match Email")]
    [InlineData(nameof(Booking.EmailConfirmation), "ANN@example.org", null)]
    [InlineData(nameof(Booking.PinConfirmation), "abcd", "Pin confirmation doesn't match Pin")]
    [InlineData(nameof(Booking.PinConfirmation), "ABCD", null)]
    [InlineData(nameof(Booking.Rooms), 0, "Rooms must be greater than 0")]
    [InlineData(nameof(Booking.Rooms), 11, "Rooms must be less than or equal to 10")]
    [InlineData(nameof(Booking.Rooms), 7, "Rooms must be other than 7")]
    [InlineData(nameof(Booking.Beds), 1, "Beds must be greater than or equal to Rooms")]
    [InlineData(nameof(Booking.Beds), 30, "Beds must be less than 30")]
    [InlineData(nameof(Booking.Wheels), (byte)3, "Wheels must be equal to 4")]
    [InlineData(nameof(Booking.Last), "a", "Last must be greater than or equal to First")]
    [InlineData(nameof(Booking.Odd), 4, "Odd must be odd")]
    [InlineData(nameof(Booking.Odd), -3, null)]
    [InlineData(nameof(Booking.Even), 3L, "Even must be even")]
    [InlineData(nameof(Booking.Share), 0.5, "Share must be an integer")]
    [InlineData(nameof(Booking.Share), double.NaN, "Share is not a number")]
    [InlineData(nameof(Booking.Share), double.PositiveInfinity, "Share must be an integer")]
    [InlineData(nameof(Booking.Weight), float.NaN, "Weight is not a number")]
    [InlineData(nameof(Booking.Plate), "12a", "Plate is not a number")]
    [InlineData(nameof(Booking.Plate), "99999999999999999999999999999999", "Plate is not a number")]
    [InlineData(nameof(Booking.Plate), "1.5", "Plate must be an integer")]
    [InlineData(nameof(Booking.Plate), "100", "Plate must be greater than 100.5")]
    [InlineData(nameof(Booking.Plate), "101", null)]
    [InlineData(nameof(Booking.Plate), "", null)]
    [InlineData(nameof(Booking.Zip), "1234", "Zip is the wrong length (should be 5 characters)")]
    [InlineData(nameof(Booking.Meal), (Meal)9, "Meal is not included in the list")]
    [InlineData(nameof(Booking.Login), "admin", "Login is reserved")]
    [InlineData(nameof(Booking.Nights), 0, "Nights start at one")]
    public void Words_each_rule(string property, object? value, string? message)
    {
        var booking = new Booking();
        typeof(Booking).GetProperty(property)!.SetValue(booking, value);

        booking.Validate();

        Assert.Equal(message is null ? [] : [message], booking.Errors.FullMessages);
    }

    [Fact]
    public void Compares_dates_moments_and_decimals()
    {
        var booking = new Booking
        {
            StartsOn = new(2025, 3, 2),
            EndsOn = new(2025, 3, 1),
            PaidAt = new(1999, 12, 31, 23, 59, 0, TimeSpan.Zero),
            Price = 0.05m,
            Opens = new(6, 0),
            FoundedOn = new(1799, 1, 1),
        };

        booking.Validate();

        Assert.Equal(
            [
                "Ends on must be greater than Starts on",
                "Paid at must be greater than or equal to 2000-01-01 00:00 +00:00",
                "Price must be greater than 0.1",
                "Opens must be greater than 07:30",
                "Founded on must be greater than or equal to 1800-01-01",
            ],
            booking.Errors.FullMessages);
    }

    [Fact]
    public void Compares_nothing_with_what_is_not_there()
    {
        var booking = new Booking { StartsOn = null, EndsOn = new(2025, 3, 1) };

        Assert.True(booking.Validate());
    }

    [Fact]
    public void Answers_DataAnnotations_own_validator_in_whole_sentences()
    {
        var input = new Input { Amount = 5, Note = "?" };
        List<ValidationResult> results = [];

        Assert.False(Validator.TryValidateObject(input, new(input), results, validateAllProperties: true));

        Assert.Equal(
            ["Amount must be less than 3", "Amount must be even", "say it in words"],
            results.Select(r => r.ErrorMessage));
        Assert.Equal([nameof(Input.Amount)], results[0].MemberNames);
    }

    [Fact]
    public void Says_when_a_rule_is_asked_without_its_property()
    {
        var failure = Assert.Throws<InvalidOperationException>(() => new PresentAttribute().IsValid("x"));

        Assert.Equal(
            """
            [Present] was asked about a value without being told whose property it is.

            Validate the whole object: Validator.TryValidateObject(it, new(it), results, validateAllProperties: true)
            """,
            failure.Message);
    }

    public enum Meal
    {
        None,
        Breakfast,
    }

    sealed class Input
    {
        [Comparison(LessThan = 3), Numericality(Even = true)] public int Amount { get; set; }
        [Absent(ErrorMessage = "say it in words")] public string? Note { get; set; }
    }

    [NotMapped]
    sealed class Booking : Record<Booking>
    {
        [Present] public string? Guest { get; set; } = "Ann";
        [Absent] public string? Trap { get; set; }
        [Accepted] public bool? Terms { get; set; }
        public string Email { get; set; } = "ann@example.org";
        [Confirms(nameof(Email), IgnoreCase = true)] public string? EmailConfirmation { get; set; }
        public string Pin { get; set; } = "ABCD";
        [Confirms(nameof(Pin))] public string? PinConfirmation { get; set; }
        [Comparison(GreaterThan = 0, LessThanOrEqualTo = 10, OtherThan = 7)] public int Rooms { get; set; } = 2;
        [Comparison(GreaterThanOrEqualTo = nameof(Rooms), LessThan = 30)] public int? Beds { get; set; }
        [Comparison(EqualTo = 4)] public byte Wheels { get; set; } = 4;
        public string First { get; set; } = "b";
        [Comparison(GreaterThanOrEqualTo = nameof(First))] public string? Last { get; set; }
        public DateOnly? StartsOn { get; set; }
        [Comparison(GreaterThan = nameof(StartsOn))] public DateOnly? EndsOn { get; set; }
        [Comparison(GreaterThanOrEqualTo = "2000-01-01")] public DateTimeOffset? PaidAt { get; set; }
        [Comparison(GreaterThan = "0.1")] public decimal Price { get; set; } = 1;
        [Comparison(GreaterThan = "07:30")] public TimeOnly? Opens { get; set; }
        [Range(typeof(DateOnly), "1800-01-01", "2100-01-01")] public DateOnly? FoundedOn { get; set; }
        [Numericality(Odd = true)] public int Odd { get; set; } = 1;
        [Numericality(Even = true)] public long Even { get; set; }
        [Numericality(OnlyInteger = true)] public double Share { get; set; }
        [Comparison(LessThan = 100)] public float Weight { get; set; }
        [Numericality(OnlyInteger = true, GreaterThan = "100.5")] public string? Plate { get; set; }
        [StringLength(5, MinimumLength = 5)] public string? Zip { get; set; }
        [EnumDataType(typeof(Meal))] public Meal Meal { get; set; }
        [DeniedValues("admin")] public string? Login { get; set; }
        [Comparison(GreaterThan = 0, ErrorMessage = "start at one")] public int Nights { get; set; } = 1;
    }
}
