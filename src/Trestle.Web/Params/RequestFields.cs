using System.Buffers;
using System.Collections.Frozen;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Trestle;

/// <summary>The fields a request carries, each place read once: the query, and the form in its body.</summary>
sealed class RequestFields
{
    static readonly FrozenDictionary<string, StringValues> None = FrozenDictionary<string, StringValues>.Empty;

    IReadOnlyDictionary<string, StringValues>? query;
    IReadOnlyDictionary<string, StringValues>? form;

    static RequestFields Of(HttpContext context)
    {
        if (context.Features.Get<RequestFields>() is { } fields)
            return fields;

        fields = new();
        context.Features.Set(fields);

        return fields;
    }

    public static IReadOnlyDictionary<string, StringValues> Query(HttpContext context, WebOptions options)
    {
        if (context.Request.QueryString is not { HasValue: true, Value: { Length: > 1 } text })
            return None;

        return Of(context).query ??= UrlEncoded.Parse(text.AsSpan(1), options.MaxFormFields);
    }

    public static bool HasForm(HttpRequest request) => IsUrlEncoded(request) || IsMultipart(request);

    /// <summary>Reads the form, strictly and within the limits, and hands it to ASP.NET Core too, which must not read the body again.</summary>
    public static async ValueTask<IReadOnlyDictionary<string, StringValues>> FormAsync(HttpContext context, WebOptions options)
    {
        var fields = Of(context);

        return fields.form ??= IsMultipart(context.Request)
            ? await ReadMultipartAsync(context, options)
            : await ReadUrlEncodedAsync(context, options);
    }

    /// <summary>The form, if anybody has read it; an error page must not begin to.</summary>
    public static IReadOnlyDictionary<string, StringValues> FormIfRead(HttpContext context) =>
        context.Features.Get<RequestFields>()?.form ?? None;

    static bool IsUrlEncoded(HttpRequest request) => HasType(request, "application/x-www-form-urlencoded");

    public static bool IsMultipart(HttpRequest request) => HasType(request, "multipart/form-data");

    /// <summary>Lines of JSON, as a live page without WebSockets sends them.</summary>
    public static bool IsLines(HttpRequest request) => HasType(request, "application/x-ndjson");

    static bool HasType(HttpRequest request, string type) =>
        request.ContentType is { } given
        && given.StartsWith(type, StringComparison.OrdinalIgnoreCase)
        && (given.Length == type.Length || given[type.Length] is ';' or ' ');

    static async Task<Dictionary<string, StringValues>> ReadUrlEncodedAsync(HttpContext context, WebOptions options)
    {
        var reader = context.Request.BodyReader;

        while (true)
        {
            var read = await reader.ReadAsync(context.RequestAborted);

            if (!read.IsCompleted)
            {
                reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);

                continue;
            }

            var fields = ParseAndRelease(reader, read.Buffer, options);
            context.Features.Set<IFormFeature>(new FormFeature(new FormCollection(fields)));

            return fields;
        }
    }

    static Dictionary<string, StringValues> ParseAndRelease(PipeReader reader, ReadOnlySequence<byte> body, WebOptions options)
    {
        try
        {
            return UrlEncoded.Parse(body.IsSingleSegment ? body.FirstSpan : body.ToArray(), options.MaxFormFields);
        }
        finally
        {
            reader.AdvanceTo(body.End);
        }
    }

    // ASP.NET Core keeps a file above 64 KiB in a temporary file, which goes when the response is done, whatever became of it.
    static async Task<SentFields> ReadMultipartAsync(HttpContext context, WebOptions options)
    {
        var feature = new FormFeature(context.Request, new FormOptions
        {
            ValueCountLimit = options.MaxFormFields,
            MultipartBodyLengthLimit = options.MaxUploadBytes,
        });

        context.Features.Set<IFormFeature>(feature);

        try
        {
            return Fields(await feature.ReadFormAsync(context.RequestAborted), options);
        }
        catch (Exception broken) when (broken is InvalidDataException || (broken is IOException and not BadHttpRequestException))
        {
            throw new RequestException(400, $"The multipart form cannot be read: {broken.Message}", inner: broken);
        }
    }

    static SentFields Fields(IFormCollection form, WebOptions options)
    {
        if (form.Sum(field => field.Value.Sum(text => (long)text!.Length)) > options.MaxBodyBytes)
            throw new RequestException(413, $"expected a form with at most {options.MaxBodyBytes} characters beside its files, got more");

        var fields = new SentFields();

        foreach (var (name, texts) in form)
        {
            foreach (var text in texts.Append(name))
                _ = UrlEncoded.RequireText(text ?? "");

            fields[name] = texts;
        }

        foreach (var file in form.Files)
            fields.Add(UrlEncoded.RequireText(file.Name), new Upload(file));

        return fields;
    }
}
