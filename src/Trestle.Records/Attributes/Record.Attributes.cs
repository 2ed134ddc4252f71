using System.Linq.Expressions;

namespace Trestle;

public abstract partial class Record
{
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
