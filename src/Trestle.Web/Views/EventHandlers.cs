using Microsoft.AspNetCore.Components;

namespace Trestle;

/// <summary>
/// The events a live view may handle: <c>@onclick</c>, <c>@onchange</c>, <c>@onsubmit</c>, keys, focus, and what happens to the window
/// or at the ends of a list.
/// </summary>
[EventHandler("onclick", typeof(ClickEvent))]
[EventHandler("onclickaway", typeof(ClickEvent))]
[EventHandler("onchange", typeof(FormEvent))]
[EventHandler("oninput", typeof(FormEvent))]
[EventHandler("onsubmit", typeof(FormEvent))]
[EventHandler("onkeydown", typeof(KeyEvent))]
[EventHandler("onkeyup", typeof(KeyEvent))]
[EventHandler("onfocus", typeof(ClickEvent))]
[EventHandler("onblur", typeof(ClickEvent))]
[EventHandler("onrecover", typeof(FormEvent))]
[EventHandler("onwindowkeydown", typeof(KeyEvent))]
[EventHandler("onwindowkeyup", typeof(KeyEvent))]
[EventHandler("onwindowfocus", typeof(ClickEvent))]
[EventHandler("onwindowblur", typeof(ClickEvent))]
[EventHandler("onviewporttop", typeof(ClickEvent))]
[EventHandler("onviewportbottom", typeof(ClickEvent))]
public static class EventHandlers;

/// <summary>
/// A click, or the focus coming or going; <see cref="Values"/> are the element's <c>phx-value-*</c> attributes.
/// </summary>
public sealed record ClickEvent(IReadOnlyDictionary<string, string> Values);

/// <summary>A key that went down or up.</summary>
public sealed record KeyEvent(string Key, IReadOnlyDictionary<string, string> Values);
