using Microsoft.AspNetCore.Http;

namespace Trestle;

/// <summary>Sends an answer while it is made, whose length nobody knows.</summary>
sealed class StreamResult(string contentType, Func<Stream, CancellationToken, Task> write) : Result
{
    protected internal override async Task Write(HttpContext context)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, Self.Cancellation);
        context.Response.ContentType = contentType;

        if (!HttpMethods.IsHead(context.Request.Method))
            await write(context.Response.Body, end.Token);
    }
}
