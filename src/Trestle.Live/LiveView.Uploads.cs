namespace Trestle;

public abstract partial class LiveView
{
    /// <summary>
    /// Takes files over the view's connection, for a <see cref="LiveFileInput"/> of that name. In Mount:
    /// <c>photos = AllowUpload("photos", new() { Accept = ["image/*"], MaxEntries = 5 })</c>.
    /// </summary>
    protected LiveUpload AllowUpload(string name, LiveUploadOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);

        if (IsShared)
            throw new InvalidOperationException(
                $"""
                {GetType().Name} is shared, and allows the upload "{name}", but a file comes from one reader.

                Let the page's own view take it.
                """);

        var upload = new LiveUpload(name, options ?? new());
        upload.Options.Check();
        Rare.Allow(upload, GetType());

        return upload;
    }
}
