using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Trestle;

/// <summary>
/// Commands for the browser to run by itself, at once and without asking the server:
/// <c>phx-click="@(JS.Show("#menu") + JS.Focus("#search"))"</c>. What they change stays when the server sends something new.
/// </summary>
/// <remarks>Without a target a command is about the element that it stands on.</remarks>
public sealed partial class JS
{
    static readonly JsonSerializerOptions Plain = new(JsonSerializerOptions.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    readonly string commands;

    JS(string commands) => this.commands = commands;

    /// <summary>Runs one after the other.</summary>
    public static JS operator +(JS first, JS then) => first.Then(then);

    public JS Then(JS next)
    {
        ArgumentNullException.ThrowIfNull(next);

        return new($"{commands},{next.commands}");
    }

    /// <summary>Sends an event to the view: a method with <see cref="LiveEventAttribute"/>, as <c>JS.Push(nameof(Save))</c>.</summary>
    /// <param name="event">The name of the event.</param>
    /// <param name="value">What the method takes, as an object; its members come beside the element's own values.</param>
    /// <param name="target">Where the element is looked up whose view takes it; its own by default.</param>
    /// <param name="loading">Which elements have the loading class until the answer has come.</param>
    /// <param name="pageLoading">Whether it counts as the loading of a page.</param>
    public static JS Push(string @event, object? value = null, string? target = null, string? loading = null, bool pageLoading = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(@event);

        return Command("push", default,
            ("event", @event),
            ("value", value is null ? null : JsonSerializer.SerializeToNode(value, Plain)),
            ("target", target),
            ("loading", loading),
            ("page_loading", pageLoading ? true : null));
    }

    /// <summary>Shows what is hidden.</summary>
    public static JS Show(Target to = default, Transition? transition = null, TimeSpan? time = null, string? display = null, bool blocking = true) =>
        Command("show", to, ("display", display), ("transition", transition?.Json), Time(time), Unblocked(blocking));

    /// <summary>Hides what is shown.</summary>
    public static JS Hide(Target to = default, Transition? transition = null, TimeSpan? time = null, bool blocking = true) =>
        Command("hide", to, ("transition", transition?.Json), Time(time), Unblocked(blocking));

    /// <summary>Shows what is hidden and hides what is shown.</summary>
    public static JS Toggle(
        Target to = default, Transition? appear = null, Transition? vanish = null, TimeSpan? time = null, string? display = null, bool blocking = true) =>
        Command("toggle", to, ("display", display), ("ins", appear?.Json), ("outs", vanish?.Json), Time(time), Unblocked(blocking));

    /// <param name="names">Class names, a space between.</param>
    public static JS AddClass(string names, Target to = default, Transition? transition = null, TimeSpan? time = null, bool blocking = true) =>
        Command("add_class", to, ("names", Words(names)), ("transition", transition?.Json), Time(time), Unblocked(blocking));

    /// <inheritdoc cref="AddClass"/>
    public static JS RemoveClass(string names, Target to = default, Transition? transition = null, TimeSpan? time = null, bool blocking = true) =>
        Command("remove_class", to, ("names", Words(names)), ("transition", transition?.Json), Time(time), Unblocked(blocking));

    /// <inheritdoc cref="AddClass"/>
    public static JS ToggleClass(string names, Target to = default, Transition? transition = null, TimeSpan? time = null, bool blocking = true) =>
        Command("toggle_class", to, ("names", Words(names)), ("transition", transition?.Json), Time(time), Unblocked(blocking));

    /// <summary>Runs a transition and changes nothing.</summary>
    public static JS Transit(Transition transition, Target to = default, TimeSpan? time = null, bool blocking = true)
    {
        ArgumentNullException.ThrowIfNull(transition);

        return Command("transition", to, ("transition", transition.Json), Time(time), Unblocked(blocking));
    }

    public static JS SetAttribute(string name, string value, Target to = default) => Command("set_attr", to, ("attr", new JsonArray(name, value)));

    public static JS RemoveAttribute(string name, Target to = default) => Command("remove_attr", to, ("attr", name));

    /// <summary>Sets an attribute to one value and the other in turn; with only one, takes it away in turn.</summary>
    public static JS ToggleAttribute(string name, string value, string? other = null, Target to = default) =>
        Command("toggle_attr", to, ("attr", other is null ? new JsonArray(name, value) : new JsonArray(name, value, other)));

    /// <summary>Leaves attributes as scripts have set them, whatever the server sends; a name may end with <c>*</c>.</summary>
    public static JS IgnoreAttributes(params string[] names) =>
        Command("ignore_attrs", default, ("attrs", new JsonArray([.. names.Select(name => (JsonNode)name)])));

    /// <summary>Sends an event of the page, for scripts to listen to.</summary>
    public static JS Dispatch(string @event, Target to = default, object? detail = null, bool bubbles = true, bool blocking = false) =>
        Command("dispatch", to,
            ("event", @event),
            ("detail", detail is null ? null : JsonSerializer.SerializeToNode(detail, Plain)),
            ("bubbles", bubbles ? null : false),
            ("blocking", blocking ? true : null));

    /// <summary>Goes to another live view.</summary>
    public static JS Navigate(string to, bool replace = false) => Command("navigate", default, ("href", to), ("replace", replace ? true : null));

    /// <summary>Goes to another address of the same view.</summary>
    public static JS Patch(string to, bool replace = false) => Command("patch", default, ("href", to), ("replace", replace ? true : null));

    public static JS Focus(Target to = default) => Command("focus", to);

    /// <summary>Moves the focus to the first element within that can have it.</summary>
    public static JS FocusFirst(Target to = default) => Command("focus_first", to);

    /// <summary>Remembers an element to give the focus back to.</summary>
    public static JS PushFocus(Target to = default) => Command("push_focus", to);

    /// <summary>Gives the focus back to the element remembered last.</summary>
    public static JS PopFocus() => Command("pop_focus", default);

    /// <summary>Runs the commands that stand in an attribute of another element.</summary>
    public static JS Exec(string attribute, Target to = default) => Command("exec", to, ("attr", attribute));

    /// <summary>As the client reads them.</summary>
    public override string ToString() => $"[{commands}]";

    static JS Command(string name, Target to, params ReadOnlySpan<(string Name, JsonNode? Value)> arguments)
    {
        var values = new JsonObject();

        if (to.Json is { } target)
            values["to"] = target;

        foreach (var (argument, value) in arguments)
            if (value is not null)
                values[argument] = value;

        return new(new JsonArray(name, values).ToJsonString(Plain));
    }

    static (string, JsonNode?) Time(TimeSpan? time) => ("time", time is { } span ? (long)span.TotalMilliseconds : null);

    static (string, JsonNode?) Unblocked(bool blocking) => ("blocking", blocking ? null : false);

    static JsonArray Words(string names)
    {
        ArgumentNullException.ThrowIfNull(names);

        return new([.. names.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(name => (JsonNode)name)]);
    }
}
