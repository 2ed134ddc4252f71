using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Trestle;

/// <summary>What went wrong with a request, as its sender may know it; the exception is for developers only.</summary>
sealed record Fault(int Status, string Title, string Detail, Exception? Exception = null)
{
    public static Fault Of(int status) => new(status, TitleOf(status), DetailOf(status));

    public static Fault Of(Exception exception) => exception switch
    {
        RequestException refused => new(refused.Status, refused.Title ?? TitleOf(refused.Status), refused.Message),
        BadHttpRequestException refused => Of(refused.StatusCode) with { Detail = $"{refused.Message.TrimEnd('.')}." },
        _ when IsOddChunk(exception) => Of(StatusCodes.Status400BadRequest) with { Detail = "Its body is not in chunks as HTTP has them." },
        RecordNotFoundException missing => Of(StatusCodes.Status404NotFound) with { Exception = missing },
        _ when StatusOf(exception) is { } status => Of(status) with { Exception = exception },
        ProcessExitException stopped => Of(StatusCodes.Status503ServiceUnavailable) with { Exception = stopped },
        _ => Of(StatusCodes.Status500InternalServerError) with { Exception = exception },
    };

    /// <summary>Told by the request itself, so that nothing in the application has failed.</summary>
    public static bool IsExpected(Exception exception, HttpContext context) => IsTold(exception) || IsOddChunk(exception) || IsGone(exception, context);

    /// <summary>Told by what was asked for, whoever asked.</summary>
    public static bool IsTold(Exception exception) =>
        exception is RequestException or BadHttpRequestException or RecordNotFoundException || StatusOf(exception) < 500;

    /// <summary>The client has left; there is nobody to answer.</summary>
    public static bool IsGone(Exception exception, HttpContext context) =>
        context.RequestAborted.IsCancellationRequested && exception is OperationCanceledException or IOException and not BadHttpRequestException;

    // The one fault of a request that Kestrel does not tell as such: a chunk longer than a number can say.
    static bool IsOddChunk(Exception exception) =>
        exception is IOException { InnerException: OverflowException, Source: "Microsoft.AspNetCore.Server.Kestrel.Core" };

    static int? StatusOf(Exception exception) => exception.GetType().GetCustomAttribute<StatusAttribute>()?.Status;

    static string TitleOf(int status) => status switch
    {
        401 => "This needs a login",
        404 => "This page does not exist",
        405 => "This cannot be done here",
        413 => "This is too large",
        429 => "This was asked too often",
        422 => "This cannot be saved as it is",
        500 => "Something went wrong here",
        503 => "This was stopped",
        >= 400 and < 500 => "This request cannot be answered",
        _ => ReasonPhrases.GetReasonPhrase(status),
    };

    static string DetailOf(int status) => status switch
    {
        401 => "Name and password, or the token, are missing or wrong.",
        404 => "The address may be mistyped, or the page may have moved.",
        405 => "The page exists, but does not take this kind of request.",
        413 => "Send less at a time.",
        429 => "Try again in a while.",
        422 => "Look at what was sent, and send it again.",
        500 => "It has been noted. Nothing you did was wrong; try again in a moment.",
        503 => "Try again in a moment.",
        _ => ReasonPhrases.GetReasonPhrase(status),
    };
}
