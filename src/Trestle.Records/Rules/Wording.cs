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

    /// <summary>Said of the whole record.</summary>
    public static string Owns(string relation) =>
        $"Can't be deleted while {FieldError.Label(relation).ToLowerInvariant()} belong to it";

    /// <summary>Null for an attribute that words itself.</summary>
    public static string? Of(ValidationAttribute rule, object? value) => rule switch
    {
        RequiredAttribute => "can't be blank",
        MaxLengthAttribute max => TooLong(max.Length, value),
        MinLengthAttribute min => TooShort(min.Length, value),
        StringLengthAttribute length when Count(value) < length.MinimumLength => TooShort(length.MinimumLength, value),
        StringLengthAttribute length => TooLong(length.MaximumLength, value),
        LengthAttribute length when Count(value) < length.MinimumLength => TooShort(length.MinimumLength, value),
        LengthAttribute length => TooLong(length.MaximumLength, value),
        RangeAttribute range => OutOf(range, value),
        EmailAddressAttribute => "is not an email address",
        UrlAttribute => "is not a full http, https or ftp address",
        PhoneAttribute => "is not a phone number",
        CreditCardAttribute => "is not a credit card number",
        CompareAttribute compare => $"doesn't match {FieldError.Label(compare.OtherProperty)}",
        AllowedValuesAttribute or EnumDataTypeAttribute => "is not included in the list",
        DeniedValuesAttribute => "is reserved",
        RegularExpressionAttribute => "is invalid",
        _ => null,
    };

    public static string TooMany(int maximum) => $"has too many entries (maximum is {maximum})";

    static string TooLong(int maximum, object? value) => value is ICollection
        ? TooMany(maximum)
        : $"is too long (maximum is {Characters(maximum)})";

    static string TooShort(int minimum, object? value) => value is ICollection
        ? $"has too few entries (minimum is {minimum})"
        : $"is too short (minimum is {Characters(minimum)})";

    static string Characters(int count) => count == 1 ? "1 character" : $"{count} characters";

    static int Count(object? value) => value switch
    {
        string text => text.Length,
        ICollection entries => entries.Count,
        _ => 0,
    };

    static string OutOf(RangeAttribute range, object? value) => IsBelow(range, value)
        ? $"must be greater than {(range.MinimumIsExclusive ? "" : "or equal to ")}{Number(range.Minimum)}"
        : $"must be less than {(range.MaximumIsExclusive ? "" : "or equal to ")}{Number(range.Maximum)}";

    static bool IsBelow(RangeAttribute range, object? value)
    {
        var comparable = Convert.ChangeType(value, range.Minimum.GetType(), CultureInfo.InvariantCulture);
        var order = Comparer.DefaultInvariant.Compare(comparable, range.Minimum);

        return order < 0 || (order == 0 && range.MinimumIsExclusive);
    }

    static string Number(object bound) => Convert.ToString(bound, CultureInfo.InvariantCulture)!;
}
