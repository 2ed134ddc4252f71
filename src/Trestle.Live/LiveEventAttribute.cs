namespace Trestle;

/// <summary>
/// Lets the browser call a method of a live view by its name, from a hook's <c>pushEvent</c>, from <see cref="JS.Push"/> or as
/// <c>phx-click="@nameof(Add)"</c>, whatever the page shows. So it checks what it is given, as an action does.
/// </summary>
/// <remarks>
/// It takes nothing, or one value: <see cref="ClickEvent"/>, <see cref="FormEvent"/>, <see cref="KeyEvent"/> or what a script sent, read from JSON.
/// What it returns is the reply that the script gets.
/// </remarks>
/// <param name="name">What the browser calls it. Default: the method's name.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LiveEventAttribute(string? name = null) : Attribute
{
    public string? Name { get; } = name;
}
