using System.Reflection;

namespace Trestle;

/// <summary>What an application says of itself by deriving from a class of Trestle's: found by that, wherever it stands.</summary>
static class AppTypes
{
    /// <summary>The application's only one, made; null if it has none.</summary>
    /// <exception cref="AppStartException">It has several.</exception>
    public static T? Only<T>(Assembly assembly, string many) where T : class
    {
        var found = All<T>(assembly);

        return found switch
        {
            [] => null,
            [var one] => (T)Activator.CreateInstance(one, nonPublic: true)!,
            _ => throw new AppStartException(
                $"{assembly.GetName().Name} has {found.Length} {many}, {string.Join(" and ", found.Select(type => type.Name))}. Keep one."),
        };
    }

    public static Type[] All<T>(Assembly assembly) =>
        [.. assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(T)) && !type.IsAbstract && !type.ContainsGenericParameters)];
}
