using System.Diagnostics;
using System.Linq.Expressions;

namespace Trestle;

[DebuggerDisplay("{Inspect(),nq}")]
public abstract partial class Record
{
    /// <summary>
    /// The record's values, for a log or a debugger: <c>User { Id = 7, Email = "ann@example.org", PasswordDigest =
    /// [FILTERED] }</c>. What is encrypted, a password or a token is filtered, and <see
    /// cref="DatabaseOptions.FilteredAttributes"/>.
    /// </summary>
    public string Inspect() => Attributes.Values.Inspect(this);

    /// <summary>A value for a person who looks for a fault, unless it is nobody's business.</summary>
    internal string ShownValue(string property, object? value) => FilteredValues.Text(value, Attributes.Values.IsFiltered(property));

    /// <summary>What may be told to anybody: the stored values that are not filtered.</summary>
    internal IEnumerable<(string Name, object? Value)> OpenValues() => Attributes.Values.Open(this);

    internal abstract RecordAttributes Attributes { get; }
}

public abstract partial class Record<T>
{
    static readonly RecordAttributes.Book attributes = new();

    internal sealed override RecordAttributes Attributes => attributes.For(GetType());

    /// <summary>
    /// A value as the property would keep it: <c>User.Normalize(u => u.Email, " Ann@Example.org ")</c>.
    /// </summary>
    public static TValue Normalize<TValue>(Expression<Func<T, TValue>> property, TValue value) =>
        (TValue)attributes.For(typeof(T)).Normalize(PropertyOf(property), value)!;
}
