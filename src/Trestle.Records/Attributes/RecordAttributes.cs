using System.Collections.Concurrent;

namespace Trestle;

/// <summary>What a record class says of its properties beyond rules, read once.</summary>
sealed class RecordAttributes
{
    readonly Type record;
    readonly Normalization[] normalizations;
    readonly SecurePassword[] passwords;
    readonly SecureToken[] tokens;

    RecordAttributes(Type record)
    {
        this.record = record;
        normalizations = [.. record.GetProperties().Select(Normalization.Of).OfType<Normalization>()];
        passwords = [.. SecurePassword.DeclaredBy(record)];
        tokens = [.. SecureToken.DeclaredBy(record)];
        Values = new(record);
    }

    public FilteredValues Values { get; }

    public void PutInOrder(Record record)
    {
        foreach (var normalization in normalizations)
            normalization.PutInOrder(record);

        if (record.IsNew)
            foreach (var token in tokens)
                token.FillIn(record);
    }

    public object? Normalize(string property, object? value) =>
        normalizations.FirstOrDefault(n => n.Property.Name == property) is { } normalization
            ? normalization.Normalize(value)
            : value;

    public void Check(Record record, Errors errors)
    {
        foreach (var password in passwords)
            password.Check(record, errors);
    }

    public async Task HashPasswordsAsync(Record record, RecordContext context)
    {
        foreach (var password in passwords)
            await password.HashAsync(record, context);
    }

    public SecurePassword Password(string property) =>
        passwords.FirstOrDefault(p => p.Name == property) ?? throw new ArgumentException(
            $$"""
            {{record.Name}} has no password {{property}}.

            Declare it, and the column of its hash:

                [SecurePassword] public string? {{property}} { get; set; }
                public string? {{property}}Digest { get; private set; }
            """);

    public SecureToken Token(string property) =>
        tokens.FirstOrDefault(t => t.Name == property) ?? throw new ArgumentException(
            $$"""
            expected a secure token of {{record.Name}}, got: {{property}}

            Declare it as one:

                [SecureToken, Unique] public string {{property}} { get; private set; } = "";
            """);

    /// <summary>The attributes of a record class and of those that derive from it.</summary>
    internal sealed class Book
    {
        readonly ConcurrentDictionary<Type, RecordAttributes> all = new();

        public RecordAttributes For(Type record) => all.GetOrAdd(record, type => new(type));
    }
}
