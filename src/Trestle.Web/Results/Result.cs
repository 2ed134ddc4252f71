using Microsoft.AspNetCore.Http;

namespace Trestle;

/// <summary>What an action answers: a page, a redirect, JSON, text or a status. Derive from it for an answer of your own.</summary>
public abstract class Result
{
    /// <summary>Writes the answer.</summary>
    protected internal abstract Task Write(HttpContext context);
}
