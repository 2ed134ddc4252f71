using System.Reflection;

namespace Trestle;

/// <summary>
/// What is declared of a property: on itself, or on the constructor's parameter that a positional record makes it from, where C# puts an attribute unless told.
/// </summary>
static class Declared
{
    public static T? On<T>(PropertyInfo property) where T : Attribute =>
        property.GetCustomAttribute<T>() ?? ParameterOf(property)?.GetCustomAttribute<T>();

    public static IEnumerable<T> AllOn<T>(PropertyInfo property) where T : Attribute =>
        property.GetCustomAttributes<T>().Concat(ParameterOf(property)?.GetCustomAttributes<T>() ?? []);

    public static IEnumerable<CustomAttributeData> DataOn(PropertyInfo property) =>
        property.GetCustomAttributesData().Concat(ParameterOf(property)?.GetCustomAttributesData() ?? []);

    static ParameterInfo? ParameterOf(PropertyInfo property) => property.DeclaringType!.GetConstructors()
        .MaxBy(constructor => constructor.GetParameters().Length)?
        .GetParameters().FirstOrDefault(parameter => parameter.Name == property.Name && parameter.ParameterType == property.PropertyType);
}
