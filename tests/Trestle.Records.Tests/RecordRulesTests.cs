using System.ComponentModel.DataAnnotations;
using System.ComponentModel.DataAnnotations.Schema;

namespace Trestle.Records.Tests;

public class RecordRulesTests
{
    [Theory]
    [InlineData(nameof(Form.Name), "", "Name needs a word")]
    [InlineData(nameof(Form.Code), "abc", "Code is invalid")]
    [InlineData(nameof(Form.Email), "nobody", "Email is not an email address")]
    [InlineData(nameof(Form.Email), "", null)]
    [InlineData(nameof(Form.Initial), "xy", "Initial is too long (maximum is 1 character)")]
    [InlineData(nameof(Form.Nick), "x", "Nick is too short (minimum is 2 characters)")]
    [InlineData(nameof(Form.Nick), "xxxxx", "Nick is too long (maximum is 4 characters)")]
    [InlineData(nameof(Form.Age), 17, "Age must be greater than or equal to 18")]
    [InlineData(nameof(Form.Age), 121, "Age must be less than or equal to 120")]
    [InlineData(nameof(Form.Share), 0.0, "Share must be greater than 0")]
    [InlineData(nameof(Form.Share), 1.5, "Share must be less than or equal to 1")]
    [InlineData(nameof(Form.Color), "mauve", "Color is not included in the list")]
    [InlineData(nameof(Form.PasswordAgain), "other", "Password again doesn't match Password")]
    [InlineData(nameof(Form.EvenNumber), 3, "Even number must be even")]
    [InlineData(nameof(Form.AuthorId), 0, "Author must be greater than or equal to 1")]
    public void Words_each_rule(string property, object value, string? message)
    {
        var form = new Form();
        typeof(Form).GetProperty(property)!.SetValue(form, value);

        form.Validate();

        Assert.Equal(message is null ? [] : [message], form.Errors.FullMessages);
    }

    [Fact]
    public void Says_when_unique_names_no_property()
    {
        var failure = Assert.Throws<InvalidOperationException>(() => new Misnamed().Validate());

        Assert.Equal(
            """
            Misnamed is declared [Unique] by Titel, but has no public property of that name.

            Name it by nameof, so that the compiler checks it: [Unique(nameof(Misnamed.Titel))]
            """,
            failure.Message);
    }

    [NotMapped]
    sealed class Form : Record<Form>
    {
        [Required(ErrorMessage = "needs a word")] public string Name { get; set; } = "Ann";
        [RegularExpression("[0-9]+")] public string Code { get; set; } = "1";
        [EmailAddress] public string? Email { get; set; }
        [MaxLength(1)] public string Initial { get; set; } = "A";
        [StringLength(4, MinimumLength = 2)] public string Nick { get; set; } = "Ann";
        [Range(18, 120)] public int Age { get; set; } = 30;
        [Range(0.0, 1.0, MinimumIsExclusive = true)] public double Share { get; set; } = 0.5;
        [AllowedValues("red", "green")] public string Color { get; set; } = "red";
        public string Password { get; set; } = "secret";
        [Compare(nameof(Password))] public string PasswordAgain { get; set; } = "secret";
        [Even] public int EvenNumber { get; set; }
        [Range(1, int.MaxValue)] public int AuthorId { get; set; } = 1;
    }

    [NotMapped, Unique("Titel")]
    sealed class Misnamed : Record<Misnamed>;

    [AttributeUsage(AttributeTargets.Property)]
    sealed class EvenAttribute() : ValidationAttribute("must be even")
    {
        public override bool IsValid(object? value) => value is int number && number % 2 == 0;
    }
}
