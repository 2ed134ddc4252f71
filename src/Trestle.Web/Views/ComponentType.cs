using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Trestle;

/// <summary>How components of one type are made and given their parameters; found by reflection once.</summary>
sealed class ComponentType
{
    // Weak in its keys: a release that is gone takes its component types and their setters with it.
    static readonly ConditionalWeakTable<Type, ComponentType> Known = [];

    readonly Type type;
    readonly Func<IServiceProvider, Component> create;
    readonly Dictionary<string, ParameterSetter> parameters = new(StringComparer.OrdinalIgnoreCase);
    readonly List<(Type Service, ParameterSetter Setter)> injected = [];
    readonly ParameterSetter? unmatched;

    ComponentType(Type type)
    {
        this.type = type;
        create = Constructor(type);

        foreach (var property in Properties(type))
        {
            if (property.IsDefined(typeof(InjectAttribute)))
                injected.Add((property.PropertyType, ParameterSetter.For(type, property)));
            else if (property.GetCustomAttribute<ParameterAttribute>() is { } parameter)
                if (parameter.CaptureUnmatchedValues)
                    unmatched = ParameterSetter.For(type, property);
                else
                    parameters[property.Name] = ParameterSetter.For(type, property);
        }
    }

    /// <summary>Looks at all types anew: their code has changed.</summary>
    public static void Forget() => Known.Clear();

    public static ComponentType Of(Type type) =>
        Known.TryGetValue(type, out var known) ? known : Known.GetValue(type, static type => new(type));

    public Component Create(IServiceProvider services)
    {
        var component = create(services);

        foreach (var (service, setter) in injected)
            setter.Set(component, services.GetRequiredService(service));

        return component;
    }

    /// <summary>The setter of a parameter; null when the value goes to the parameter that captures the rest.</summary>
    public ParameterSetter? Parameter(string name) =>
        parameters.TryGetValue(name, out var setter) ? setter
        : unmatched is not null ? null
        : throw UnknownParameter(name);

    public void SetUnmatched(Component component, Dictionary<string, object> values) =>
        unmatched!.Set(component, values);

    static Func<IServiceProvider, Component> Constructor(Type type)
    {
        if (!typeof(Component).IsAssignableFrom(type))
            throw new InvalidOperationException(
                $"""
                {TypeName.Of(type)} is not a Trestle component, so a Trestle page cannot show it.

                Let it inherit Component; in its .razor file:

                    @inherits Component
                """);

        if (type.GetConstructor(Type.EmptyTypes) is null)
            return services => (Component)ActivatorUtilities.CreateInstance(services, type);

        var make = typeof(ComponentType).GetMethod(nameof(Make), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(type)
            .CreateDelegate<Func<Component>>();

        return _ => make();
    }

    static Component Make<T>() where T : Component, new() => new T();

    static IEnumerable<PropertyInfo> Properties(Type type)
    {
        for (var declaring = type; declaring != typeof(Component); declaring = declaring!.BaseType)
            foreach (var property in declaring!.GetProperties(
                BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                if (property.SetMethod is not null)
                    yield return property;
    }

    InvalidOperationException UnknownParameter(string name) => new(
        $"{TypeName.Of(type)} has no parameter named {name}.\n\n"
        + (parameters.Count == 0
            ? "It has no parameters."
            : $"Its parameters: {string.Join(", ", parameters.Keys.Order())}.")
        + $" Declare one in its @code block:\n\n    [Parameter] public string {name} {{ get; set; }} = \"\";");
}
