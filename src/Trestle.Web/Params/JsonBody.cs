using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;

namespace Trestle;

/// <summary>Reads a params record from JSON, strictly: what is not quite JSON, or of another type, is a 400.</summary>
static class JsonBody
{
    // Options hold what the serializer learns about types, so each release has its own.
    public static JsonSerializerOptions NewOptions() => new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.Strict,
        AllowDuplicateProperties = false,
        // Texts as they are: JSON goes out as application/json with nosniff, so no browser takes it for HTML.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new RecordJson(), new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    public static bool IsJson(HttpRequest request) => request.HasJsonContentType();

    public static async Task<object> ReadAsync(HttpContext context, Type type, JsonSerializerOptions options)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync(context.Request.BodyReader, type, options, context.RequestAborted)
                ?? throw new RequestException(400, "expected a JSON object, got: null");
        }
        catch (JsonException broken)
        {
            throw new RequestException(400, $"The JSON cannot be read{Place(broken)}", inner: broken);
        }
    }

    static string Place(JsonException broken) => broken switch
    {
        { Path: { Length: > 1 } path, LineNumber: { } line } => $" at {path}, line {line + 1}.",
        { LineNumber: { } line, BytePositionInLine: { } column } => $" at line {line + 1}, byte {column + 1}.",
        _ => ".",
    };
}
