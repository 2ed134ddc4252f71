using Microsoft.AspNetCore.Components;

namespace Trestle;

/// <summary>
/// The events a live view may handle: <c>@onclick</c>, <c>@onchange</c>, <c>@onsubmit</c>, keys and focus.
/// </summary>
[EventHandler("onclick", typeof(ClickEvent))]
[EventHandler("onchange", typeof(FormEvent))]
[EventHandler("oninput", typeof(FormEvent))]
[EventHandler("onsubmit", typeof(FormEvent))]
[EventHandler("onkeydown", typeof(KeyEvent))]
[EventHandler("onkeyup", typeof(KeyEvent))]
[EventHandler("onfocus", typeof(ClickEvent))]
[EventHandler("onblur", typeof(ClickEvent))]
public static class EventHandlers;

/// <summary>
/// A click, or the focus coming or going; <see cref="Values"/> are the element's <c>phx-value-*</c> attributes.
/// </summary>
public sealed record ClickEvent(IReadOnlyDictionary<string, string> Values);

/// <summary>A key that went down or up.</summary>
public sealed record KeyEvent(string Key, IReadOnlyDictionary<string, string> Values);
