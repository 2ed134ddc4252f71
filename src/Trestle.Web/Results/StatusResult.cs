using Microsoft.AspNetCore.Http;

namespace Trestle;

sealed class StatusResult(int status) : Result
{
    protected internal override Task Write(HttpContext context)
    {
        context.Response.StatusCode = status;

        return Task.CompletedTask;
    }
}
