using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Trestle;

/// <summary>One action of one release, made ready at start: a request costs no reflection and only the services it uses.</summary>
sealed class ActionEndpoint
{
    readonly RouteDefinition route;
    readonly Func<HttpContext, Controller> create;
    readonly ActionInvoker invoke;
    readonly ActionArgument[] arguments;
    readonly BodyArgument? body;
    readonly FilterChain? filters;
    readonly WebOptions options;
    readonly bool isChecked;
    readonly RateLimit[] limits;

    public ActionEndpoint(RouteDefinition route, WebRelease release)
    {
        this.route = route;
        Views = release.Views;
        Json = release.Json;
        Version = release.Version;
        create = ControllerFactory.For(route.Type!);
        invoke = ActionInvokers.For(route.Action!);
        arguments = ActionArgument.AllOf(route, release);
        body = arguments.OfType<BodyArgument>().SingleOrDefault();
        filters = FilterMethods.ChainOf(route, release);
        options = release.Options;
        isChecked = ForgeryCheck.IsFor(route);
        limits = release.Limits.Of(route, release);
    }

    public string ActionName => route.Action!.Name;

    public ViewCatalog Views { get; }

    public JsonSerializerOptions Json { get; }

    /// <summary>That of the application: another build has another.</summary>
    public Guid Version { get; }

    // An action that reads no body and has neither limits nor filters costs no state machine here.
    public Task Handle(HttpContext context) => limits.Length > 0 ? RunLimitedAsync(context) : Run(Begin(context), context);

    async Task RunLimitedAsync(HttpContext context)
    {
        var controller = Begin(context);

        foreach (var limit in limits)
        {
            if (await limit.CheckAsync(controller, context) is { } answer)
            {
                await answer.Write(context);

                return;
            }
        }

        await Run(controller, context);
    }

    Task Run(Controller controller, HttpContext context) =>
        !route.IsSafe ? RunUnsafeAsync(controller, context)
        : filters is not null ? RunFilteredAsync(filters, controller, context)
        : WriteAnswer(Call(controller, context, content: null), context);

    async Task RunUnsafeAsync(Controller controller, HttpContext context)
    {
        if (isChecked)
            await ForgeryCheck.RunAsync(context, options);

        if (filters is not null)
            await RunFilteredAsync(filters, controller, context);
        else
            await WriteAnswer(Call(controller, context, await ReadBodyAsync(context)), context);
    }

    // Filters run first: who may not do a thing need not hear what is wrong with what they sent.
    async Task RunFilteredAsync(FilterChain filters, Controller controller, HttpContext context)
    {
        var answer = await filters.RunAsync(
            controller,
            context,
            async () => await Call(controller, context, await ReadBodyAsync(context)) ?? throw NoResult());

        await answer.Write(context);
    }

    async ValueTask<object?> ReadBodyAsync(HttpContext context) => body is null ? null : await body.ReadAsync(context);

    Controller Begin(HttpContext context)
    {
        var controller = create(context);
        controller.Begin(context, this);

        return controller;
    }

    ValueTask<Result?> Call(Controller controller, HttpContext context, object? content)
    {
        var values = arguments.Length == 0 ? [] : new object?[arguments.Length];

        for (var i = 0; i < values.Length; i++)
            values[i] = ReferenceEquals(arguments[i], body) ? content : arguments[i].Read(context);

        return invoke(controller, values);
    }

    Task WriteAnswer(ValueTask<Result?> running, HttpContext context) => running.IsCompletedSuccessfully
        ? (running.Result ?? throw NoResult()).Write(context)
        : WriteAsync(running, context);

    async Task WriteAsync(ValueTask<Result?> running, HttpContext context) =>
        await (await running ?? throw NoResult()).Write(context);

    InvalidOperationException NoResult() => new(
        $"""
        {route.Target} returned null instead of a Result.

        Return what is to be answered: View(model), Redirect(to: "/"), NotFound() ...
        """);
}
