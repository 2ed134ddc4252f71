using System.Reflection;
using Microsoft.AspNetCore.Components;

namespace Trestle;

/// <summary>Sets one property of one component type, without reflection at render time.</summary>
abstract class ParameterSetter
{
    /// <summary>Whether the parameter is a fragment of markup.</summary>
    public virtual bool IsFragment => false;

    public abstract void Set(Component component, object? value);

    /// <summary>
    /// Lets a live render know whose fragment it meets: the fragment opens a region numbered <paramref
    /// name="mark"/> around itself.
    /// </summary>
    public virtual object? Mark(object? value, int mark) => value;

    public static ParameterSetter For(Type component, PropertyInfo property)
    {
        var value = property.PropertyType;
        var setter =
            value == typeof(RenderFragment) ? typeof(FragmentSetter<>).MakeGenericType(component)
            : value.IsGenericType && value.GetGenericTypeDefinition() == typeof(RenderFragment<>)
                ? typeof(FragmentSetter<,>).MakeGenericType(component, value.GenericTypeArguments[0])
            : typeof(ValueSetter<,>).MakeGenericType(component, value);

        return (ParameterSetter)Activator.CreateInstance(setter, property.SetMethod)!;
    }
}

class ValueSetter<TComponent, TValue>(MethodInfo method) : ParameterSetter
    where TComponent : Component
{
    readonly Action<TComponent, TValue> set = method.CreateDelegate<Action<TComponent, TValue>>();

    public override void Set(Component component, object? value) =>
        set((TComponent)component, value is null ? default! : (TValue)value);
}

sealed class FragmentSetter<TComponent>(MethodInfo method) : ValueSetter<TComponent, RenderFragment>(method)
    where TComponent : Component
{
    public override bool IsFragment => true;

    public override object? Mark(object? value, int mark) =>
        value is not RenderFragment fragment ? value : (RenderFragment)(builder =>
        {
            builder.OpenRegion(mark);
            fragment(builder);
            builder.CloseRegion();
        });
}

sealed class FragmentSetter<TComponent, TItem>(MethodInfo method)
    : ValueSetter<TComponent, RenderFragment<TItem>>(method)
    where TComponent : Component
{
    public override bool IsFragment => true;

    public override object? Mark(object? value, int mark) =>
        value is not RenderFragment<TItem> fragment ? value : (RenderFragment<TItem>)(item => builder =>
        {
            builder.OpenRegion(mark);
            fragment(item)(builder);
            builder.CloseRegion();
        });
}
