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

        var upload = new LiveUpload(name, options ?? new());
        upload.Options.Check();
        Rare.Allow(upload, GetType());

        return upload;
    }
}
