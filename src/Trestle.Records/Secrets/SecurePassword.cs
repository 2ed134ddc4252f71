using System.ComponentModel.DataAnnotations;
using System.Reflection;

namespace Trestle;

/// <summary>A password of a record class: its virtual property, its confirmation, and where its hash is kept.</summary>
sealed class SecurePassword
{
    readonly bool isOptional;
    readonly ValidationAttribute[] lengths;
    readonly PropertyInfo password;
    readonly PropertyInfo? confirmation;

    SecurePassword(Type record, PropertyInfo password, SecurePasswordAttribute rules)
    {
        this.password = password;
        isOptional = rules.IsOptional;
        lengths = [new MinLengthAttribute(rules.MinLength), new MaxLengthAttribute(rules.MaxLength)];
        confirmation = record.GetProperty(password.Name + "Confirmation");
        Digest = DigestOf(record, password);
    }

    public string Name => password.Name;

    public PropertyInfo Digest { get; }

    /// <summary>The properties no column is wanted for.</summary>
    public IEnumerable<string> Virtual => confirmation is null ? [Name] : [Name, confirmation.Name];

    public static IEnumerable<SecurePassword> DeclaredBy(Type record) =>
        from property in record.GetProperties()
        let rules = property.GetCustomAttribute<SecurePasswordAttribute>()
        where rules is not null
        select new SecurePassword(record, property, rules);

    public string? DigestOf(Record record) => (string?)Digest.GetValue(record);

    public void Check(Record record, Errors errors)
    {
        var typed = (string?)password.GetValue(record);

        if (!string.IsNullOrEmpty(typed))
            Check(record, typed, errors);
        else if (!isOptional && string.IsNullOrEmpty(DigestOf(record)))
            errors.Add(Name, Wording.Of(new RequiredAttribute(), typed)!);
    }

    /// <summary>Keeps the hash of a password that was set, and forgets the password. An empty one changes nothing.</summary>
    public async Task HashAsync(Record record, RecordContext context)
    {
        if (password.GetValue(record) is string { Length: > 0 } typed)
            Digest.SetValue(record, await context.RunHeavyAsync(() => PasswordHash.Of(typed, context.PasswordRounds)));

        password.SetValue(record, null);
        confirmation?.SetValue(record, null);
    }

    void Check(Record record, string typed, Errors errors)
    {
        if (!PasswordHash.IsText(typed))
            errors.Add(Name, Wording.Invalid);

        foreach (var rule in lengths.Where(r => !r.IsValid(typed)))
            errors.Add(Name, Wording.Of(rule, typed)!);

        if (confirmation?.GetValue(record) is string again && again != typed)
            errors.Add(confirmation.Name, Wording.Of(new CompareAttribute(Name), again)!);
    }

    // Taken from the class that declares it: only there a private setter is seen.
    static PropertyInfo DigestOf(Type record, PropertyInfo password)
    {
        var name = password.Name + "Digest";
        var digest = record.GetProperty(name);
        var declared = digest?.DeclaringType!.GetProperty(name);

        if (declared is { CanWrite: true } && declared.PropertyType == typeof(string) && password.PropertyType == typeof(string))
            return declared;

        throw new InvalidOperationException(
            $$"""
            {{record.Name}}.{{password.Name}} is [SecurePassword]: it wants to be text, and a text {{name}} beside it to keep its hash in.

            Declare both, and the column of the second:

                [SecurePassword] public string? {{password.Name}} { get; set; }
                public string? {{name}} { get; private set; }
            """);
    }
}
