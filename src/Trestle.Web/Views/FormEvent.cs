using Microsoft.Extensions.Primitives;

namespace Trestle;

/// <summary>
/// A form that was changed or submitted in the browser. <see cref="Read"/> gives its fields as a params record.
/// </summary>
/// <param name="Body">The fields, URL-encoded as a browser posts them.</param>
/// <param name="Target">The name of the field that changed; null when the form was submitted.</param>
public sealed record FormEvent(string Body, string? Target)
{
    internal ParamsBinder? Binder { get; init; }

    internal int MaxFields { get; init; } = new WebOptions().MaxFormFields;

    /// <summary>The fields as a controller action would get them.</summary>
    public TParams Read<TParams>() => (Binder ?? new()).Bind<TParams>(Fields);

    /// <summary>
    /// Assigns the fields to the record and validates it, for a form that is being filled in: fields nobody has been at
    /// yet are not found fault with.
    /// </summary>
    public void Check<TParams>(Record record)
    {
        ArgumentNullException.ThrowIfNull(record);

        var fields = Fields;

        try
        {
            Assignment.Copy((Binder ?? new()).Bind<TParams>(fields)!, record);
        }
        catch (RequestException unfit)
        {
            // Half a number is typed before a whole one: the record keeps what it had, and the form says why.
            record.Errors.Clear();
            record.Errors.Add(unfit.Message);
            return;
        }

        record.Validate();
        record.Errors.Remove(field => fields.ContainsKey(Unused + field));
    }

    // What the browser's client sends beside a field that has not been touched.
    const string Unused = "_unused_";

    Dictionary<string, StringValues> Fields => UrlEncoded.Parse(Body, MaxFields);
}
