using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Trestle;

/// <summary>
/// A file that a form sent, for a params record: <c>record CoverParams(Upload? Cover)</c>. It lasts as long as the request: a large one lies in a temporary
/// file until then.
/// </summary>
[JsonConverter(typeof(UploadJson))]
public sealed class Upload
{
    readonly IFormFile file;

    internal Upload(IFormFile file)
    {
        this.file = file;
        Name = UploadName.Of(file.FileName);
        ContentType = MediaTypeHeaderValue.TryParse(file.ContentType, out var type) ? type.MediaType.ToString() : "application/octet-stream";
    }

    /// <summary>Its name on the sender's machine, made fit to be one here: no folders, nothing that cannot be seen, at most 100 letters.</summary>
    public string Name { get; }

    /// <summary>What the sender says it is: "image/png". Anybody can say anything.</summary>
    public string ContentType { get; }

    /// <summary>In bytes.</summary>
    public long Length => file.Length;

    /// <summary>What is in it; dispose of the stream.</summary>
    public Stream OpenRead() => file.OpenReadStream();

    public Task CopyToAsync(Stream to, CancellationToken cancellation = default) => file.CopyToAsync(to, cancellation);

    /// <summary>Writes it to a new file of yours. The path must not come from a client: neither may <see cref="Name"/> be all of it.</summary>
    /// <exception cref="IOException">There is such a file already.</exception>
    public async Task SaveAsync(string path, CancellationToken cancellation = default)
    {
        await using var saved = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, useAsync: true);
        await file.CopyToAsync(saved, cancellation);
    }

    public override string ToString() => $"{Name} ({ContentType}, {Length} bytes)";
}

/// <summary>JSON carries no files.</summary>
sealed class UploadJson : JsonConverter<Upload>
{
    public override Upload Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new JsonException("A file cannot be sent as JSON.");

    public override void Write(Utf8JsonWriter writer, Upload value, JsonSerializerOptions options) => writer.WriteStringValue(value.Name);
}
