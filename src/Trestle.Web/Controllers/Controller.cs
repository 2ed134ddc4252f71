using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;

namespace Trestle;

/// <summary>Answers the routes of one kind of thing; its public methods are the actions, made anew for each request.</summary>
/// <remarks>
/// An action returns <see cref="Result"/> or <c>Task&lt;Result&gt;</c>. Its parameters are filled from the path and the query by name,
/// from the form or JSON (one params record), and from the services.
/// </remarks>
public abstract partial class Controller
{
    HttpContext? http;
    ActionEndpoint? endpoint;

    /// <summary>The request, as ASP.NET Core has it.</summary>
    protected HttpRequest Request => Http.Request;

    /// <summary>The response, as ASP.NET Core has it.</summary>
    protected HttpResponse Response => Http.Response;

    /// <summary>Values kept for this browser in an encrypted cookie.</summary>
    protected Session Session => SessionCookie.Of(Http);

    /// <summary>Messages for the next page this browser sees.</summary>
    protected Flash Flash => SessionCookie.FlashOf(Http);

    /// <summary>Small texts this browser keeps: <c>Cookies["theme"]</c>, <c>Cookies.Signed["reader"]</c>, <c>Cookies.Encrypted["seat"]</c>.</summary>
    protected CookieJar Cookies => new(Http);

    /// <summary>What is wrong with params that are no record; a form for them shows it: <c>Errors.Add("Email", "is not known here")</c>.</summary>
    protected Errors Errors => Http.Features.Get<Errors>() ?? Use(new(GetType()));

    /// <summary>
    /// Judges params by their attributes, <c>[Required]</c> and the like, and those inside of them. What is wrong is in <see cref="Errors"/>:
    /// <c>if (!IsValid(input)) return Invalid("New", input);</c> A record judges itself.
    /// </summary>
    protected bool IsValid(object input)
    {
        ArgumentNullException.ThrowIfNull(input);

        var errors = Use(new(input.GetType()));
        ParamsRules.Check(input, errors);

        return !errors.Any;
    }

    Errors Use(Errors errors)
    {
        Http.Features.Set(errors);

        return errors;
    }

    HttpContext Http => http ?? throw new InvalidOperationException(
        $"{GetType().Name} looked at its request outside an action.\n\nDo it in the action, not in the constructor.");

    internal void Begin(HttpContext http, ActionEndpoint endpoint) => (this.http, this.endpoint) = (http, endpoint);

    /// <summary>A text in the reader's language: <c>T("articles.saved")</c>, or <c>T(".notice")</c> for <c>articles.create.notice</c>.</summary>
    protected string T(string key, object? values = null) =>
        Translations.Of(Http.RequestServices).Text(TranslationKey.Of(GetType(), endpoint!.ActionName, key), values);

    /// <summary>
    /// Shows the action's own view: <c>Views/Articles/Index.razor</c> for <c>ArticlesController.Index</c>. In a layout of your choice:
    /// <c>View(article, layout: typeof(Print))</c>, or <c>typeof(NoLayout)</c>.
    /// </summary>
    protected Result View(object? model = null, Type? layout = null) => Page(endpoint!.ActionName, model, StatusCodes.Status200OK, layout);

    /// <summary>Shows another view of this controller.</summary>
    [OverloadResolutionPriority(1)]
    protected Result View(string name, object? model, Type? layout = null) => Page(name, model, StatusCodes.Status200OK, layout);

    /// <summary>Shows the form again (422) with what was typed and what is wrong with it.</summary>
    protected Result Invalid(string view, object record) => Page(view, record, StatusCodes.Status422UnprocessableEntity);

    /// <summary>Sends the browser to a path of this application (303, unless told); another site's address is refused.</summary>
    [SuppressMessage("Design", "CA1054", Justification = "Paths are strings in routes and forms.")]
    protected RedirectResult Redirect(string to, int status = StatusCodes.Status303SeeOther) => RedirectResult.Here(to, status);

    /// <summary>Sends the browser to the page of a record: <c>/articles/7</c>.</summary>
    protected RedirectResult Redirect(Record to) => RedirectResult.Here(ResourceName.PathTo(to));

    /// <summary>A path with scheme and host: <c>UrlOf(Paths.Article(article))</c> is "https://example.com/articles/7".</summary>
    protected string UrlOf(string path) => PageWriter.OriginOf(Request) + path;

    /// <summary>Answers JSON with camelCase names.</summary>
    protected Result Json<T>(T value, int status = StatusCodes.Status200OK) => new JsonResult<T>(value, status, endpoint!.Json);

    /// <summary>Answers plain text.</summary>
    protected Result Text(string text, int status = StatusCodes.Status200OK) => new TextResult(text, status);

    /// <summary>Answers 404 with the application's page for it.</summary>
    protected Result NotFound() => Status(StatusCodes.Status404NotFound);

    /// <summary>Answers with a status alone; 400 and above get the application's error page.</summary>
    protected Result Status(int status) => new StatusResult(status);

    ViewResult Page(string name, object? model, int status, Type? layout = null) => new(endpoint!.Views.Find(GetType(), name), model, status, layout);
}
