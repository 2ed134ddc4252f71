namespace Trestle;

/// <summary>A form that was changed or submitted in the browser. <see cref="Read"/> gives its fields as a params record.</summary>
/// <param name="Body">The fields, URL-encoded as a browser posts them.</param>
/// <param name="Target">The name of the field that changed; null when the form was submitted.</param>
public sealed record FormEvent(string Body, string? Target)
{
    internal ParamsBinder? Binder { get; init; }

    internal int MaxFields { get; init; } = new WebOptions().MaxFormFields;

    /// <summary>The fields as a controller action would get them.</summary>
    public TParams Read<TParams>() => (Binder ?? new()).Bind<TParams>(UrlEncoded.Parse(Body, MaxFields));
}
