using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;

namespace Trestle.Records.Tests.Sample;

public partial class Member : Record<Member>
{
    [Required, Unique, Normalize(Lower = true)] public string Email { get; set; } = "";
    [Normalize(Squish = true)] public string Name { get; set; } = "";
    [Normalize(EmptyToNull = true)] public string? Motto { get; set; }
    [PhoneNumber] public string? Phone { get; set; }
    [Cents] public decimal Fee { get; set; }

    protected override void BeforeValidate()
    {
        if (Motto == "mine")
            Motto = $"  {Name} ";
    }
}

public record MemberParams(string Email, string? Name = null);

/// <summary>Keeps the digits only.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed partial class PhoneNumberAttribute : NormalizeAttribute
{
    public override object? Normalize(object value) => NoDigits().Replace((string)value, "");

    [GeneratedRegex(@"[^\d+]")]
    private static partial Regex NoDigits();
}

[AttributeUsage(AttributeTargets.Property)]
public sealed class CentsAttribute : NormalizeAttribute
{
    public override object? Normalize(object value) => Math.Round((decimal)value, 2);
}
