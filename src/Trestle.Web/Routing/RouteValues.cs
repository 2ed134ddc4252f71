using System.Globalization;
using Microsoft.AspNetCore.Routing;

namespace Trestle;

/// <summary>What the path of a request holds for a route's parameters.</summary>
static class RouteValues
{
    /// <summary>The text of a parameter; null when the path has none.</summary>
    // Kestrel leaves an escaped slash as it is, so that it does not part segments; by now they are parted.
    public static string? TextOf(this RouteValueDictionary values, string name) =>
        values[name] is { } value
            ? Convert.ToString(value, CultureInfo.InvariantCulture)!.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase)
            : null;
}
