using Microsoft.AspNetCore.Http;

namespace Trestle;

/// <summary>What ASP.NET Core itself would answer.</summary>
sealed class HostedResult(IResult result) : Result
{
    protected internal override Task Write(HttpContext context) => result.ExecuteAsync(context);
}
