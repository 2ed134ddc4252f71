using System.Reflection;

namespace Trestle;

/// <summary>One line of the route map: methods and pattern, and the action or live view that answers.</summary>
sealed record RouteDefinition(string Pattern, IReadOnlyList<string> Methods, Type Target, MethodInfo? Action)
{
    public static readonly string[] Get = ["GET", "HEAD"];

    /// <summary>A live view has no action; its type answers.</summary>
    public bool IsLive => Action is null;

    public bool IsSafe => Methods[0] is "GET";

    /// <summary>"ArticlesController.Show" or "ProcessesLive".</summary>
    public string TargetName => Action is null ? Target.Name : $"{Target.Name}.{Action.Name}";

    /// <summary>"GET /articles/{id}".</summary>
    public string Name => $"{(IsSafe ? "GET" : string.Join('|', Methods))} {Pattern}";
}
