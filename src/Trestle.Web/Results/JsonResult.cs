using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Trestle;

sealed class JsonResult<T>(T value, int status, JsonSerializerOptions options) : Result
{
    protected internal override Task Write(HttpContext context)
    {
        using var body = PageBuffer.Rent();
        using (var writer = new Utf8JsonWriter(body, new() { Encoder = options.Encoder, SkipValidation = true }))
            JsonSerializer.Serialize(writer, value, options);

        return body.SendAsync(context.Response, status, "application/json; charset=utf-8");
    }
}
