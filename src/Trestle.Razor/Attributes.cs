namespace Microsoft.AspNetCore.Components;

/// <summary>Marks a property of a component that its tag may set: <c>&lt;Card Title="Hello" /&gt;</c>.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ParameterAttribute : Attribute
{
    /// <summary>Whether the property, a dictionary, takes the attributes that no other parameter has the name of.</summary>
    public bool CaptureUnmatchedValues { get; set; }
}

/// <summary>Says that a tag without this parameter is a warning of the build.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class EditorRequiredAttribute : Attribute;

/// <summary>Marks a property that is set to a service before the component is rendered; <c>@inject</c> writes it.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class InjectAttribute : Attribute;

/// <summary>Says that the type parameter of a generic component is that of the components inside.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class CascadingTypeParameterAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}

/// <summary>Tells Razor of an event and what its handlers are given: <c>@onclick</c> takes a method of that parameter.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class EventHandlerAttribute(string attributeName, Type eventArgsType, bool enableStopPropagation, bool enablePreventDefault) : Attribute
{
    public EventHandlerAttribute(string attributeName, Type eventArgsType) : this(attributeName, eventArgsType, false, false)
    {
    }

    public string AttributeName { get; } = attributeName;

    public Type EventArgsType { get; } = eventArgsType;

    public bool EnableStopPropagation { get; } = enableStopPropagation;

    public bool EnablePreventDefault { get; } = enablePreventDefault;
}

/// <summary>Names the layout that a page, or another layout, stands in: <c>@layout Staff</c> writes it.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class LayoutAttribute(Type layoutType) : Attribute
{
    public Type LayoutType { get; } = layoutType;
}
