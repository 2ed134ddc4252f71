namespace Trestle;

/// <summary>A form that was changed or submitted in the browser.</summary>
/// <param name="Body">The fields, URL-encoded as a browser posts them.</param>
/// <param name="Target">The name of the field that changed; null when the form was submitted.</param>
public sealed record FormEvent(string Body, string? Target);
