using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Trestle;

/// <summary>
/// Runs what a release answers in a process of its own, with the release's services and a unit of work around it. Comes
/// after routing: the chosen endpoint says which release.
/// </summary>
sealed class RequestProcess(RequestDelegate next, TaskSupervisor requests, ErrorPages errors, ParamFilter filter)
{
    public Task Invoke(HttpContext context)
    {
        var endpoint = context.GetEndpoint();

        return endpoint?.Metadata.GetMetadata<WebRelease>() is { } release
            ? requests.RunAsync(() => RunAsync(context, release), endpoint.DisplayName)
            : next(context);
    }

    async Task RunAsync(HttpContext context, WebRelease release)
    {
        await using var services = new RequestScope(release);
        context.Features.Set<IServiceProvidersFeature>(services);

        await using var unitOfWork = release.BeginUnitOfWork(context.RequestAborted);

        if (unitOfWork is not null)
        {
            services.Queries = UnitOfWork.Trail;
            Prepare(context.GetEndpoint()!.Metadata.GetMetadata<RouteDefinition>()!, context.Request.Method);
        }

        try
        {
            if (release.Options.SessionStore == SessionStore.Database)
                await release.Sessions.LoadAsync(context);

            release.Locales?.Apply(context);
            await next(context);
        }
        catch (Exception exception) when (Fault.IsExpected(exception, context))
        {
            // The request is at fault, not the process: it ends normally and nothing is logged.
            await errors.WriteAsync(context, exception);
        }
        catch (Exception exception) when (!Self.Cancellation.IsCancellationRequested && IsReported(context, release, exception))
        {
            throw;
        }
        catch (OperationCanceledException) when (Self.Cancellation.IsCancellationRequested)
        {
            await errors.WriteAsync(context, new RequestException(503, "It was stopped before it was done. Try again in a moment."));
        }
    }

    bool IsReported(HttpContext context, WebRelease release, Exception exception)
    {
        release.Errors.Report(exception, "Trestle.Web", LogLevel.Error, isHandled: false, RequestFacts.Of(context, filter));

        return false;
    }

    static void Prepare(RouteDefinition route, string method)
    {
        UnitOfWork.KeepsAnswers = route.IsSafe || HttpMethods.IsGet(method) || HttpMethods.IsHead(method);

        if (route.Type is { } type)
            UnitOfWork.Tag(route.IsLive ? "view" : "controller", type.Name);

        if (route.Action is { } action)
            UnitOfWork.Tag("action", action.Name);
    }
}
