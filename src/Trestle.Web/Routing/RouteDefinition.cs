using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Trestle;

/// <summary>One line of the route map: which requests it takes, what it is called and what answers.</summary>
public sealed class RouteDefinition
{
    internal static readonly string[] Get = ["GET", "HEAD"];

    internal RouteDefinition(string pattern, IReadOnlyList<string> methods, string target) =>
        (Pattern, Methods, Target) = (pattern, methods, target);

    /// <summary>The path, with its parameters: "/articles/{id}".</summary>
    public string Pattern { get; }

    /// <summary>"GET" and "HEAD", or those that change something; none when all are taken.</summary>
    public IReadOnlyList<string> Methods { get; }

    /// <summary>What its helper is called: "EditArticle" for <c>Paths.EditArticle</c>. Null without one.</summary>
    public string? Name { get; internal init; }

    /// <summary>What answers: "ArticlesController.Show", "ClockLive", "redirect to /news (301)".</summary>
    public string Target { get; }

    /// <summary>The controller or live view that answers; null for a redirect or what is mounted.</summary>
    internal Type? Type { get; init; }

    /// <summary>A live view has none; its type answers.</summary>
    internal MethodInfo? Action { get; init; }

    /// <summary>Makes what answers when it is no type of the application.</summary>
    internal Func<WebRelease, RequestDelegate>? Answer { get; init; }

    /// <summary>What is mounted at the pattern and draws its own endpoints.</summary>
    internal Action<IEndpointRouteBuilder>? Endpoints { get; init; }

    internal RouteRules Rules { get; init; } = RouteRules.None;

    /// <summary>What an action can be given by the route: parameters of the path, defaults, the format.</summary>
    internal IEnumerable<string> Values =>
    [
        .. PathPattern.Parse(Pattern).Parameters.Select(part => part.Text),
        .. Rules.Defaults.Keys,
        .. Rules.Formats.IsEmpty ? (string[])[] : ["format"],
    ];

    internal bool IsLive => Type is not null && Action is null;

    internal bool IsSafe => Methods is ["GET", ..];

    /// <summary>"GET /articles/{id}".</summary>
    internal string DisplayName => $"{(IsSafe ? "GET" : Methods.Count == 0 ? "ANY" : string.Join('|', Methods))} {Pattern}";

    /// <summary>"GET /articles/{id}: ArticlesController.Show".</summary>
    public override string ToString() => $"{DisplayName}: {Target}";
}
