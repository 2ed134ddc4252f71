using System.Text.Json;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Trestle;

/// <summary>One action of one release, made ready at start: a request costs no reflection and only the services it uses.</summary>
sealed class ActionEndpoint
{
    readonly RouteDefinition route;
    readonly Func<HttpContext, Controller> create;
    readonly ActionInvoker invoke;
    readonly ActionArgument[] arguments;
    readonly BodyArgument? body;

    public ActionEndpoint(RouteDefinition route, WebRelease release)
    {
        this.route = route;
        Views = release.Views;
        Json = release.Json;
        create = ControllerFactory.For(route.Type!);
        invoke = ActionInvokers.For(route.Action!);
        arguments = ActionArgument.AllOf(route, release);
        body = arguments.OfType<BodyArgument>().SingleOrDefault();
    }

    public string ActionName => route.Action!.Name;

    public ViewCatalog Views { get; }

    public JsonSerializerOptions Json { get; }

    public Task Handle(HttpContext context) => route.IsSafe ? Run(context, content: null) : RunUnsafeAsync(context);

    async Task RunUnsafeAsync(HttpContext context)
    {
        await RequireTokenAsync(context);

        await Run(context, body is null ? null : await body.ReadAsync(context));
    }

    static async Task RequireTokenAsync(HttpContext context)
    {
        var headers = context.Request.Headers;

        // ASP.NET Core's own scripts send another name.
        if (headers.TryGetValue("RequestVerificationToken", out var token))
            headers.TryAdd(WebServices.TokenHeader, token);

        try
        {
            await context.RequestServices.GetRequiredService<IAntiforgery>().ValidateRequestAsync(context);
        }
        catch (AntiforgeryValidationException refused)
        {
            throw new RequestException(
                400,
                "Its token is missing, or belongs to another browser or session. Go back, reload the page and send it again.",
                "This form cannot be accepted",
                refused);
        }
    }

    Task Run(HttpContext context, object? content)
    {
        var values = arguments.Length == 0 ? [] : new object?[arguments.Length];

        for (var i = 0; i < values.Length; i++)
            values[i] = ReferenceEquals(arguments[i], body) ? content : arguments[i].Read(context);

        var controller = create(context);
        controller.Begin(context, this);
        var running = invoke(controller, values);

        return running.IsCompletedSuccessfully
            ? (running.Result ?? throw NoResult()).Write(context)
            : WriteAsync(running, context);
    }

    async Task WriteAsync(ValueTask<Result> running, HttpContext context) =>
        await (await running ?? throw NoResult()).Write(context);

    InvalidOperationException NoResult() => new(
        $"""
        {route.Target} returned null instead of a Result.

        Return what is to be answered: View(model), Redirect(to: "/"), NotFound() ...
        """);
}
