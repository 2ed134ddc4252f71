using System.Reflection;
using System.Runtime.CompilerServices;

namespace Trestle;

/// <summary>Whether a form's model, or one of the rows in it, takes files: then the form is sent as multipart.</summary>
static class FormFiles
{
    // Weak keys: what is known of a type goes with its assembly.
    static readonly ConditionalWeakTable<Type, StrongBox<bool>> known = [];

    public static bool AreIn(Type model) => known.GetValue(model, static model => new(AreIn(model, []))).Value;

    static bool AreIn(Type model, HashSet<Type> seen) =>
        seen.Add(model) && model.GetProperties().Any(property => IsFile(property.PropertyType) || (RowOf(property) is { } row && AreIn(row, seen)));

    static bool IsFile(Type type) => (Field.ListItem(type) ?? type) == typeof(Upload);

    static Type? RowOf(PropertyInfo property)
    {
        var row = Field.ListItem(property.PropertyType) ?? property.PropertyType;

        return property.IsDefined(typeof(NestedAttribute)) || ParamsMember.IsParams(row) ? row : null;
    }
}
