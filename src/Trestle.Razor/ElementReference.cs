namespace Microsoft.AspNetCore.Components;

/// <summary>There is no element to refer to while a server renders; but without this name Razor does not know <c>@ref</c> of components either.</summary>
public readonly record struct ElementReference;
