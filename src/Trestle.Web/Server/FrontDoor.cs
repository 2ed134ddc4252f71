using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Trestle;

/// <summary>
/// The outermost middleware: limits the body, reads a form's <c>_method</c> before a route is chosen, and turns whatever
/// fails behind it into an answer.
/// </summary>
sealed partial class FrontDoor(RequestDelegate next, WebOptions options, ErrorPages errors, ILogger logger)
{
    readonly HostRule hosts = new(options);
    readonly HttpsRule https = new(options);

    public Task Invoke(HttpContext context)
    {
        SecurityHeaders.ForAll(context.Response.Headers);

        // Most requests end before they first wait, and then cost no state machine here.
        if (!HttpMethods.IsGet(context.Request.Method))
            return EnterAsync(context);

        try
        {
            if (IsAnswered(context))
                return Task.CompletedTask;

            var answer = next(context);

            return answer.IsCompletedSuccessfully && context.Response.StatusCode < 400 ? Task.CompletedTask : LeaveAsync(context, answer);
        }
        catch (Exception exception)
        {
            return FailAsync(context, exception);
        }
    }

    async Task EnterAsync(HttpContext context)
    {
        try
        {
            if (IsAnswered(context))
                return;

            await MethodOverride.ApplyAsync(context, options);
        }
        catch (Exception exception)
        {
            await FailAsync(context, exception);

            return;
        }

        await LeaveAsync(context, next(context));
    }

    bool IsAnswered(HttpContext context)
    {
        ConnectionLimits.RequireOneLength(context);
        hosts.Require(context.Request);
        BodyLimit.Apply(context, options);

        return https.Answers(context);
    }

    async Task LeaveAsync(HttpContext context, Task answer)
    {
        try
        {
            await answer;
            await errors.WriteMissingAsync(context);
        }
        catch (Exception exception)
        {
            await FailAsync(context, exception);
        }
    }

    Task FailAsync(HttpContext context, Exception exception)
    {
        // A process that crashed has been logged by its node.
        var isLogged = context.Features.Get<IServiceProvidersFeature>() is RequestScope;

        if (!Fault.IsExpected(exception, context))
        {
            context.Features.Set<IExceptionHandlerFeature>(new ExceptionHandlerFeature { Error = exception, Path = context.Request.Path });

            if (!isLogged)
                RequestFailed(exception, context.Request.Method, context.Request.Path);
        }

        return errors.WriteAsync(context, exception);
    }

    [LoggerMessage(1, LogLevel.Error, "{Method} {Path} failed.")]
    partial void RequestFailed(Exception exception, string method, string path);
}
