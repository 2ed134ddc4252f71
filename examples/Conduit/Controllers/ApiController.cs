namespace Conduit.Controllers;

/// <summary>What every action shares: who asks, and how errors look.</summary>
[NoForgeryCheck] // no cookie says who asks, so no other site's page can ask in somebody's name
public abstract class ApiController(Tokens tokens) : Controller
{
    const string Scheme = "Token ";

    User? user;

    protected Tokens Tokens => tokens;

    /// <summary>Who asks; <see cref="RequireUser"/> has seen to it that it is somebody.</summary>
    protected User Me => user!;

    protected User? Reader => user;

    [Before]
    protected async Task LoadUser()
    {
        if (Request.Headers.Authorization.ToString() is { } header
            && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            && await tokens.UserOfAsync(header[Scheme.Length..].Trim()) is { } id)
            user = await User.FindOrDefaultAsync(id);
    }

    [Before]
    protected Result? RequireUser() => user is null ? Fault(401, "token", Request.Headers.Authorization.Count == 0 ? "is missing" : "is not valid") : null;

    [Rescue]
    Result NotThere(RecordNotFoundException missing) => Fault(404, missing.RecordType.Name.ToLowerInvariant(), "not found");

    protected Result Fault(int status, string field, string message) =>
        Json(new { Errors = new Dictionary<string, string[]> { [field] = [message] } }, status);

    /// <summary>What a save found wrong, by the names of the fields in JSON.</summary>
    protected Result Invalid(Record record) => Json(
        new
        {
            Errors = record.Errors.GroupBy(error => char.ToLowerInvariant(error.Field[0]) + error.Field[1..])
                .ToDictionary(field => field.Key, field => field.Select(error => error.Message)),
        },
        422);
}
