using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Trestle;

/// <summary>
/// In development, answers every request with the migrations the database lacks and a button that applies them, until it
/// lacks none. After that it is not asked again: new migrations come with a new start.
/// </summary>
sealed class MigrationGate(RequestDelegate next, Func<WebRelease> release)
{
    const string Button = "/trestle/migrations";

    bool isOpen;

    public Task Invoke(HttpContext context) => isOpen ? next(context) : LookAsync(context);

    async Task LookAsync(HttpContext context)
    {
        var services = release().Services;
        var database = services.GetRequiredService<Database>();
        var isButton = HttpMethods.IsPost(context.Request.Method) && context.Request.Path == Button;

        if (await PendingAsync(database) is not { Count: > 0 } pending)
        {
            isOpen = true;

            // Pressed in two tabs, or applied by a command meanwhile.
            await (isButton ? ReturnAsync(context) : next(context));
            return;
        }

        var antiforgery = services.GetRequiredService<IAntiforgery>();

        if (isButton)
            await ApplyAsync(context, database, antiforgery, pending);
        else
            await WriteAsync(context, antiforgery, pending, database);
    }

    static async Task<IReadOnlyList<string>> PendingAsync(Database database) =>
        [.. (await database.MigrationStatusAsync()).Where(m => m.IsPending).Select(m => m.Id)];

    static async Task ApplyAsync(HttpContext context, Database database, IAntiforgery antiforgery, IReadOnlyList<string> pending)
    {
        if (!await antiforgery.IsRequestValidAsync(context))
            throw new RequestException(StatusCodes.Status400BadRequest, "The page is too old, or came from somewhere else. Load it again.");

        try
        {
            await database.PrepareAsync();
        }
        catch (Exception failure)
        {
            await WriteAsync(context, antiforgery, pending, database, failure);
            return;
        }

        await ReturnAsync(context);
    }

    static async Task WriteAsync(
        HttpContext context, IAntiforgery antiforgery, IReadOnlyList<string> pending, Database database, Exception? failure = null)
    {
        var token = antiforgery.GetAndStoreTokens(context);
        var warnings = await database.MigrationWarningsAsync();
        var form = new PendingMigrationsPage.Form(Button, token.FormFieldName, token.RequestToken!, PathOf(context));

        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        SecurityHeaders.ForPlainPage(context.Response.Headers);

        await context.Response.WriteAsync(PendingMigrationsPage.Of(database.Name, pending, warnings, form, failure));
    }

    // Back to the page that was wanted; a path, so that it leads nowhere else.
    static Task ReturnAsync(HttpContext context)
    {
        var path = context.Request.HasFormContentType ? context.Request.Form[PendingMigrationsPage.Back].ToString() : "/";
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = RedirectResult.IsLocal(path) ? path : "/";

        return Task.CompletedTask;
    }

    static string PathOf(HttpContext context)
    {
        if (context.Request.HasFormContentType && context.Request.Form[PendingMigrationsPage.Back] is [{ } before])
            return before;

        return HttpMethods.IsGet(context.Request.Method) ? context.Request.Path + context.Request.QueryString : "/";
    }
}
