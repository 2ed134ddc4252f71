using Microsoft.AspNetCore.Http;

namespace Trestle;

sealed class TextResult(string text, int status) : Result
{
    protected internal override Task Write(HttpContext context)
    {
        using var body = PageBuffer.Rent();
        body.Write(text);

        return body.SendAsync(context.Response, status, "text/plain; charset=utf-8");
    }
}
