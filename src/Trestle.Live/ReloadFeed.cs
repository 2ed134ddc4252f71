using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Trestle;

/// <summary>Tells pages without a live view that code has changed, in development: they load themselves again, and so they do when their server is another one.</summary>
sealed class ReloadFeed
{
    const string Address = "/live/reload";

    /// <summary>Has the client listen, where it is on a page.</summary>
    public static readonly IReadOnlyDictionary<string, ScriptMark> Marks = new Dictionary<string, ScriptMark>
    {
        ["_content/Trestle.Live/trestle.js"] = new("data-reload", Address),
    };

    TaskCompletionSource changed = New();

    public void Map(IEndpointRouteBuilder endpoints) => endpoints.MapGet(Address, ServeAsync);

    public void Tell() => Interlocked.Exchange(ref changed, New()).SetResult();

    // It is open as long as its page is; a server that stops does not wait for that.
    async Task ServeAsync(HttpContext http)
    {
        var stopping = http.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-store";

        try
        {
            for (var line = ": here"; ; line = "data: changed")
            {
                var next = changed.Task;
                await http.Response.WriteAsync($"{line}\n\n", end.Token).ConfigureAwait(false);
                await http.Response.Body.FlushAsync(end.Token).ConfigureAwait(false);
                await next.WaitAsync(end.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // The page is closed, or the server stops.
        }
    }

    static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
