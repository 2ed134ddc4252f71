using Microsoft.AspNetCore.Http;

namespace Trestle;

/// <summary>Lets an HTML form, which knows only GET and POST, ask for PATCH, PUT or DELETE with a field <c>_method</c>.</summary>
static class MethodOverride
{
    public static async ValueTask ApplyAsync(HttpContext context, WebOptions options)
    {
        var request = context.Request;

        if (!HttpMethods.IsPost(request.Method) || !RequestFields.HasForm(request))
            return;

        var fields = await RequestFields.FormAsync(context, options);

        request.Method = fields.TryGetValue("_method", out var method) ? Meant(method.ToString()) : request.Method;
    }

    static string Meant(string method) => method.ToUpperInvariant() switch
    {
        "PATCH" => HttpMethods.Patch,
        "PUT" => HttpMethods.Put,
        "DELETE" => HttpMethods.Delete,
        "POST" => HttpMethods.Post,
        _ => throw new RequestException(400, $"expected _method to be patch, put or delete, got: \"{method}\""),
    };
}
