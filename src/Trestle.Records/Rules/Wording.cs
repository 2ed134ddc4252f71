using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace Trestle;

/// <summary>What to tell a person whose input breaks a rule, in Rails' words: they follow the field's name.</summary>
static class Wording
{
    public const string Taken = "has already been taken";
    public const string Missing = "must exist";
    public const string BadRelation = "is invalid";
    public const string NotStorable = "has characters that cannot be stored";
    public const string Blank = "can't be blank";
    public const string NotBlank = "must be blank";
    public const string NotAccepted = "must be accepted";
    public const string NotANumber = "is not a number";
    public const string NotAnInteger = "must be an integer";
    public const string NotOdd = "must be odd";
    public const string NotEven = "must be even";

    /// <summary>Said of the whole record, as what follows is.</summary>
    public const string Referred = "Can't be deleted while other records refer to it";

    public static string Owns(string relation) =>
        $"Can't be deleted while {FieldError.Label(relation).ToLowerInvariant()} belong to it";

    /// <summary>Null for an attribute that words itself.</summary>
    public static string? Of(ValidationAttribute rule, object? value) => rule switch
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
        EmailAddressAttribute => "is not an email address",
        UrlAttribute => "is not a full http, https or ftp address",
        PhoneAttribute => "is not a phone number",
        CreditCardAttribute => "is not a credit card number",
        CompareAttribute compare => Unmatched(compare.OtherProperty),
        AllowedValuesAttribute or EnumDataTypeAttribute => "is not included in the list",
        DeniedValuesAttribute => "is reserved",
        RegularExpressionAttribute => "is invalid",
        _ => null,
    };

    public static string TooMany(int maximum) => $"has too many entries (maximum is {maximum})";

    public static string TooLong(int maximum) => $"is too long (maximum is {Characters(maximum)})";

    public static string Unmatched(string property) => $"doesn't match {FieldError.Label(property)}";

    /// <summary>"must be greater than 3", "must be greater than Starts on".</summary>
    public static string MustBe(string words, string limit) => $"must be {words} {limit}";

    /// <summary>A value as people write it everywhere: dates by ISO 8601, numbers with a point.</summary>
    public static string Text(object value) => value switch
    {
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime moment => moment.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
        DateTimeOffset moment => moment.ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture),
        TimeOnly time => time.ToString("HH:mm", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    static string TooLong(int maximum, object? value) => value is ICollection
        ? TooMany(maximum)
        : TooLong(maximum);

    static string TooShort(int minimum, object? value) => value is ICollection
        ? $"has too few entries (minimum is {minimum})"
        : $"is too short (minimum is {Characters(minimum)})";

    static string WrongLength(int length, object? value) => value is ICollection
        ? $"has the wrong number of entries (should be {length})"
        : $"is the wrong length (should be {Characters(length)})";

    static string Characters(int count) => count == 1 ? "1 character" : $"{count} characters";

    static int Count(object? value) => value switch
    {
        string text => text.Length,
        ICollection entries => entries.Count,
        _ => 0,
    };

    static string OutOf(RangeAttribute range, object? value) => IsBelow(range, value)
        ? MustBe(range.MinimumIsExclusive ? "greater than" : "greater than or equal to", Text(range.Minimum))
        : MustBe(range.MaximumIsExclusive ? "less than" : "less than or equal to", Text(range.Maximum));

    static bool IsBelow(RangeAttribute range, object? value)
    {
        var comparable = Convert.ChangeType(value, range.Minimum.GetType(), CultureInfo.InvariantCulture);
        var order = Comparer.DefaultInvariant.Compare(comparable, range.Minimum);

        return order < 0 || (order == 0 && range.MinimumIsExclusive);
    }
}
