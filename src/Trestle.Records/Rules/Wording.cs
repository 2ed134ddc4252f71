using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace Trestle;

/// <summary>What to tell a person whose input breaks a rule, in Rails' words: they follow the field's name.</summary>
static class Wording
{
    public static readonly RuleFault Taken = new("taken", "has already been taken");
    public static readonly RuleFault Missing = new("required", "must exist");
    public static readonly RuleFault Invalid = new("invalid", "is invalid");
    public static readonly RuleFault NotStorable = new("not_storable", "has characters that cannot be stored");
    public static readonly RuleFault Blank = new("blank", "can't be blank");
    public static readonly RuleFault NotBlank = new("present", "must be blank");
    public static readonly RuleFault NotAccepted = new("accepted", "must be accepted");
    public static readonly RuleFault NotANumber = new("not_a_number", "is not a number");
    public static readonly RuleFault NotAnInteger = new("not_an_integer", "must be an integer");
    public static readonly RuleFault NotOdd = new("odd", "must be odd");
    public static readonly RuleFault NotEven = new("even", "must be even");
    public static readonly RuleFault TooLarge = new("too_large", "has a number that is too large to be stored");

    static readonly RuleFault NotIncluded = new("inclusion", "is not included in the list");
    static readonly RuleFault Reserved = new("exclusion", "is reserved");
    static readonly RuleFault NotAnEmail = new("invalid_email", "is not an email address");
    static readonly RuleFault NotAnAddress = new("invalid_url", "is not a full http, https or ftp address");
    static readonly RuleFault NotAPhone = new("invalid_phone", "is not a phone number");
    static readonly RuleFault NotACreditCard = new("invalid_credit_card", "is not a credit card number");

    /// <summary>Said of the whole record, as what follows is.</summary>
    public static readonly RuleFault Referred = new("restrict_dependent_destroy", "Can't be deleted while other records refer to it");

    public static RuleFault Owns(string relation) =>
        new("restrict_dependent_destroy", $"Can't be deleted while {FieldError.Label(relation).ToLowerInvariant()} belong to it", ("relation", relation));

    /// <summary>Null for an attribute that words itself.</summary>
    public static RuleFault? Of(ValidationAttribute rule, object? value) => rule switch
    {
        RequiredAttribute => Blank,
        MaxLengthAttribute max => TooLong(max.Length, value),
        MinLengthAttribute min => TooShort(min.Length, value),
        StringLengthAttribute length when length.MinimumLength == length.MaximumLength => WrongLength(length.MaximumLength, value),
        StringLengthAttribute length when Count(value) < length.MinimumLength => TooShort(length.MinimumLength, value),
        StringLengthAttribute length => TooLong(length.MaximumLength, value),
        LengthAttribute length when length.MinimumLength == length.MaximumLength => WrongLength(length.MaximumLength, value),
        LengthAttribute length when Count(value) < length.MinimumLength => TooShort(length.MinimumLength, value),
        LengthAttribute length => TooLong(length.MaximumLength, value),
        RangeAttribute range => OutOf(range, value),
        EmailAddressAttribute => NotAnEmail,
        UrlAttribute => NotAnAddress,
        PhoneAttribute => NotAPhone,
        CreditCardAttribute => NotACreditCard,
        CompareAttribute compare => Unmatched(compare.OtherProperty),
        AllowedValuesAttribute or EnumDataTypeAttribute => NotIncluded,
        DeniedValuesAttribute => Reserved,
        RegularExpressionAttribute => Invalid,
        _ => null,
    };

    public static RuleFault TooMany(int maximum) => new("too_many", $"has too many entries (maximum is {maximum})", ("count", maximum));

    public static RuleFault TooLong(int maximum) => new("too_long", $"is too long (maximum is {Characters(maximum)})", ("count", maximum));

    /// <summary>A text of the record, nobody knows which.</summary>
    public static RuleFault HasTooLong(int maximum) => TooLong(maximum) with { English = $"has a text that {TooLong(maximum).English}" };

    public static RuleFault Unmatched(string property) => new("confirmation", $"doesn't match {FieldError.Label(property)}", ("attribute", property));

    /// <summary>"must be greater than 3".</summary>
    public static RuleFault MustBe(string words, object limit) => new(KindOf(words), $"must be {words} {Text(limit)}", ("count", limit));

    /// <summary>"must be greater than Starts on".</summary>
    public static RuleFault MustBeAsTo(string words, string property) =>
        new(KindOf(words), $"must be {words} {FieldError.Label(property)}", ("attribute", property));

    /// <summary>A value as people write it everywhere: dates by ISO 8601, numbers with a point.</summary>
    public static string Text(object value) => value switch
    {
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime moment => moment.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
        DateTimeOffset moment => moment.ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture),
        TimeOnly time => time.ToString("HH:mm", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    static RuleFault TooLong(int maximum, object? value) => value is ICollection
        ? TooMany(maximum)
        : TooLong(maximum);

    static RuleFault TooShort(int minimum, object? value) => value is ICollection
        ? new("too_few", $"has too few entries (minimum is {minimum})", ("count", minimum))
        : new("too_short", $"is too short (minimum is {Characters(minimum)})", ("count", minimum));

    static RuleFault WrongLength(int length, object? value) => value is ICollection
        ? new("wrong_count", $"has the wrong number of entries (should be {length})", ("count", length))
        : new("wrong_length", $"is the wrong length (should be {Characters(length)})", ("count", length));

    static string KindOf(string words) => words.Replace(' ', '_');

    static string Characters(int count) => count == 1 ? "1 character" : $"{count} characters";

    static int Count(object? value) => value switch
    {
        string text => text.Length,
        ICollection entries => entries.Count,
        _ => 0,
    };

    static RuleFault OutOf(RangeAttribute range, object? value) => IsBelow(range, value)
        ? MustBe(range.MinimumIsExclusive ? "greater than" : "greater than or equal to", range.Minimum)
        : MustBe(range.MaximumIsExclusive ? "less than" : "less than or equal to", range.Maximum);

    static bool IsBelow(RangeAttribute range, object? value)
    {
        var comparable = Convert.ChangeType(value, range.Minimum.GetType(), CultureInfo.InvariantCulture);
        var order = Comparer.DefaultInvariant.Compare(comparable, range.Minimum);

        return order < 0 || (order == 0 && range.MinimumIsExclusive);
    }
}
