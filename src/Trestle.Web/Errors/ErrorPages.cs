using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.FileProviders;
using Microsoft.Net.Http.Headers;

namespace Trestle;

/// <summary>Answers what failed: the application's own page, a plain one, everything there is to know in development, or JSON.</summary>
sealed class ErrorPages(WebOptions options, ParamFilter filter, IFileProvider files, Func<IEnumerable<Endpoint>> endpoints)
{
    public Task WriteAsync(HttpContext context, Exception exception)
    {
        if (Fault.IsGone(exception, context))
            return Task.CompletedTask;

        if (!context.Response.HasStarted)
            return WriteAsync(context, Fault.Of(exception));

        // Half an answer is out: cutting the connection is the only way left to say that it is not the whole.
        context.Abort();

        return Task.CompletedTask;
    }

    /// <summary>Gives a status of 400 and above that nobody wrote a page for its page.</summary>
    public Task WriteMissingAsync(HttpContext context)
    {
        var response = context.Response;
        var isEmpty = !response.HasStarted && response.ContentLength is null or 0 && response.ContentType is null;

        return response.StatusCode >= 400 && isEmpty ? WriteAsync(context, Fault.Of(response.StatusCode)) : Task.CompletedTask;
    }

    Task WriteAsync(HttpContext context, Fault fault)
    {
        Reset(context.Response);

        using var body = PageBuffer.Rent();
        var type = Write(context, fault, body);

        return body.SendAsync(context.Response, fault.Status, type);
    }

    // What a status says of itself in a header: the methods a 405 allows, who a 401 asks for, when to come again after a 429.
    static readonly string[] kept = [HeaderNames.Allow, HeaderNames.WWWAuthenticate, HeaderNames.RetryAfter];

    // What the action had begun to answer goes.
    static void Reset(HttpResponse response)
    {
        var own = kept.Select(name => response.Headers[name]).ToArray();

        response.Clear();

        foreach (var (name, value) in kept.Zip(own))
            response.Headers[name] = value;

        response.Headers.CacheControl = "no-store";
        SecurityHeaders.ForAll(response.Headers);
    }

    string Write(HttpContext context, Fault fault, PageBuffer body)
    {
        if (WantsJson(context.Request))
        {
            WriteProblem(fault, body);

            return "application/problem+json";
        }

        var explained = Explained(context, fault);

        if (explained is null && OwnPage(fault.Status) is { } own)
        {
            SecurityHeaders.ForFile(context.Response.Headers);
            body.Write(own);
        }
        else
        {
            SecurityHeaders.ForPlainPage(context.Response.Headers);
            body.Write(explained ?? PlainPage.Of(fault));
        }

        return PageWriter.ContentType;
    }

    // A browser names HTML. Who asks in JSON and takes anything reads JSON too.
    static bool WantsJson(HttpRequest request)
    {
        var accept = request.Headers.Accept.ToString();

        return !accept.Contains("html", StringComparison.OrdinalIgnoreCase)
            && (accept.Contains("json", StringComparison.OrdinalIgnoreCase) || JsonBody.IsJson(request));
    }

    void WriteProblem(Fault fault, PageBuffer body)
    {
        using var json = new Utf8JsonWriter(body);
        json.WriteStartObject();
        json.WriteString("title", fault.Title);
        json.WriteNumber("status", fault.Status);
        json.WriteString("detail", fault.Detail);

        if (options.IsDevelopment && fault.Exception is { } exception)
            json.WriteString("exception", exception.ToString());

        json.WriteEndObject();
    }

    string? Explained(HttpContext context, Fault fault) => fault switch
    {
        _ when !options.IsDevelopment => null,
        { Exception: { } exception, Status: >= 500 } => DevelopmentPage.Of(context, exception, RouteOf(context), filter),
        { Status: StatusCodes.Status404NotFound } => RoutesPage.Of(context, fault, endpoints()),
        _ => null,
    };

    static RouteDefinition? RouteOf(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<RouteDefinition>();

    string? OwnPage(int status)
    {
        var file = files.GetFileInfo($"{status}.html");

        if (!file.Exists)
            return null;

        using var reader = new StreamReader(file.CreateReadStream());

        return reader.ReadToEnd();
    }
}
