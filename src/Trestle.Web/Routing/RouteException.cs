namespace Trestle;

/// <summary>The route map names something that is not there, or twice; seen when the application starts.</summary>
public sealed class RouteException(string message) : Exception(message);
