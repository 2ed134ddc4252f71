using Microsoft.AspNetCore.Http;

namespace Trestle;

/// <summary>What an error report says of a request, without its secrets.</summary>
static class RequestFacts
{
    public static Dictionary<string, object?> Of(HttpContext context, ParamFilter filter)
    {
        var route = context.GetEndpoint()?.Metadata.GetMetadata<RouteDefinition>();

        return new()
        {
            ["method"] = context.Request.Method,
            ["path"] = filter.TargetOf(context.Request),
            ["route"] = route?.DisplayName,
            ["action"] = route?.Target,
            ["params"] = Params(context, filter),
            ["process"] = Self.Pid.ToString(),
        };
    }

    static Dictionary<string, string> Params(HttpContext context, ParamFilter filter)
    {
        Dictionary<string, string> all = [];

        foreach (var (name, value) in RequestFields.FormIfRead(context).Concat(context.Request.Query))
            all[name] = filter.Shown(name, value);

        foreach (var (name, value) in context.Request.RouteValues)
            all[name] = filter.Shown(name, value?.ToString());

        return all;
    }
}
