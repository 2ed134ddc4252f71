using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Trestle;

/// <summary>
/// One line for each request that has been answered: by <c>Trestle.Requests</c>, at Information; what a route of the application has no part in, such as files, at Debug.
/// </summary>
sealed partial class RequestLog(RequestDelegate next, ParamFilter filter, ILogger logger)
{
    public Task Invoke(HttpContext context)
    {
        if (!logger.IsEnabled(LogLevel.Information))
            return next(context);

        var started = Stopwatch.GetTimestamp();
        var answer = next(context);

        if (!answer.IsCompletedSuccessfully)
            return TellAsync(context, answer, started);

        Tell(context, started);

        return answer;
    }

    async Task TellAsync(HttpContext context, Task answer, long started)
    {
        try
        {
            await answer;
        }
        finally
        {
            Tell(context, started);
        }
    }

    void Tell(HttpContext context, long started)
    {
        var endpoint = context.GetEndpoint();
        var route = endpoint?.Metadata.GetMetadata<RouteDefinition>();
        var level = endpoint is null || route is not null ? LogLevel.Information : LogLevel.Debug;

        if (!logger.IsEnabled(level))
            return;

        var response = context.Response;
        var work = context.Features.Get<IServiceProvidersFeature>() as RequestScope;

        Answered(
            level,
            context.Request.Method,
            filter.TargetOf(context.Request),
            response.StatusCode,
            response.Headers.Location is [{ } location, ..] ? $" to {filter.Address(location)}" : "",
            route?.Target ?? "nothing of the application",
            Stopwatch.GetElapsedTime(started).TotalMilliseconds,
            work?.Queries?.Count ?? 0,
            work?.Queries?.Took.TotalMilliseconds ?? 0,
            response.ContentLength?.ToString(CultureInfo.InvariantCulture) ?? "?",
            work?.Process.ToString() ?? "no process");
    }

    [LoggerMessage(
        EventId = 1,
        Message = "{Method} {Target}: {Status}{Location} by {Route} in {Milliseconds:0.0} ms, {Queries} queries {QueryMilliseconds:0.0} ms, {Bytes} bytes, {Process}")]
    partial void Answered(
        LogLevel level, string method, string target, int status, string location, string route, double milliseconds, int queries, double queryMilliseconds, string bytes, string process);
}
