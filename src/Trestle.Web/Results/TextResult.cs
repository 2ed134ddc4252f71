using Microsoft.AspNetCore.Http;

namespace Trestle;

sealed class TextResult(string text, int status, string contentType = "text/plain") : Result
{
    protected internal override Task Write(HttpContext context)
    {
        using var body = PageBuffer.Rent();
        body.Write(text);

        return body.SendAsync(context.Response, status, $"{contentType}; charset=utf-8");
    }
}
