using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Hosting;

namespace Trestle;

/// <summary>Which exception an application answered a visit with: the answer itself does not tell.</summary>
sealed class Failures : IStartupFilter
{
    /// <summary>The header by which a visit is known.</summary>
    public const string Visit = "Trestle-Visit";

    readonly ConcurrentDictionary<string, Exception> failed = new();

    public Exception? Of(string visit) => failed.TryRemove(visit, out var failure) ? failure : null;

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(rest => context =>
        {
            // Before the first byte: whoever reads the answer finds the exception already.
            context.Response.OnStarting(() =>
            {
                if (context.Features.Get<IExceptionHandlerFeature>() is { } failure && context.Request.Headers[Visit] is [{ } visit])
                    failed[visit] = failure.Error;

                return Task.CompletedTask;
            });

            return rest(context);
        });
        next(app);
    };
}
