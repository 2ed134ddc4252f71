using System.ComponentModel;
using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Trestle;

/// <summary>One class of live views: how to make one, and which properties its address and its services fill.</summary>
sealed class LiveViewClass
{
    const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    readonly PropertyInfo[] parameters;
    readonly PropertyInfo[] services;

    public LiveViewClass(Type type)
    {
        Type = type;
        Handlers = HandlerTable.For(type);
        parameters = [.. type.GetProperties(Declared).Where(property => property.IsDefined(typeof(ParameterAttribute)))];
        services = [.. type.GetProperties(Declared).Where(property => property.IsDefined(typeof(InjectAttribute)))];
    }

    public Type Type { get; }

    public HandlerTable Handlers { get; }

    /// <summary>A new view. Null when a value of the address does not fit its property: there is no such page.</summary>
    public LiveView? Create(IServiceProvider provider, IReadOnlyDictionary<string, string> values)
    {
        var view = (LiveView)Activator.CreateInstance(Type)!;

        foreach (var service in services)
            service.SetValue(view, provider.GetRequiredService(service.PropertyType));

        return parameters.All(parameter => TrySet(view, parameter, values)) ? view : null;
    }

    static bool TrySet(LiveView view, PropertyInfo parameter, IReadOnlyDictionary<string, string> values)
    {
        if (!values.TryGetValue(parameter.Name, out var text))
            return true;

        if (!TryParse(text, parameter.PropertyType, out var value))
            return false;

        parameter.SetValue(view, value);

        return true;
    }

    static bool TryParse(string text, Type type, out object? value)
    {
        try
        {
            value = type == typeof(string) ? text : TypeDescriptor.GetConverter(type).ConvertFromString(null, CultureInfo.InvariantCulture, text);

            return true;
        }
        catch (Exception unfit) when (unfit is FormatException or ArgumentException or NotSupportedException or OverflowException)
        {
            value = null;

            return false;
        }
    }
}
