namespace Microsoft.AspNetCore.Components;

/// <summary>What Razor takes for the type of a tag: <c>&lt;Card /&gt;</c> is a class of that name which implements it.</summary>
public interface IComponent;
