namespace Trestle;

/// <summary>A component whose tag is open: its parameters are set as they come.</summary>
sealed class ComponentParameters(ComponentType type, Component component)
{
    Dictionary<string, object>? unmatched;

    public Component Component => component;

    public void Set(string name, object? value)
    {
        if (type.Parameter(name) is { } setter)
            setter.Set(component, value);
        else
            (unmatched ??= [])[name] = value!;
    }

    /// <summary>No more come: those that none of its parameters has the name of are given together.</summary>
    public void End()
    {
        if (unmatched is not null)
            type.SetUnmatched(component, unmatched);
    }
}
