using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Trestle;

/// <summary>The fields of a form as a live page's client sends them: in the order of the page, with a mark before each that was not touched.</summary>
static partial class LiveForm
{
    public static string Encode(IHtmlFormElement form, IElement? button, Func<string, bool> isUsed) => string.Join('&',
        from control in form.Elements
        let name = control.GetAttribute("name")
        where name is { Length: > 0 } && !control.HasAttribute("disabled")
        from value in ValuesOf(control, button)
        let marked = isUsed(name) || control == button || IsHidden(form, name) ? [] : (string[])[Pair(Marked(name), "")]
        from pair in (string[])[.. marked, Pair(name, value)]
        select pair);

    /// <summary>What the server has given a control to begin with: when that changes, what was typed is gone.</summary>
    public static string Given(IElement control) => control switch
    {
        IHtmlTextAreaElement area => area.DefaultValue,
        IHtmlSelectElement select => string.Join('&', select.Options.Where(option => option.IsDefaultSelected).Select(option => option.Value)),
        _ => $"{control.GetAttribute("value")} {control.HasAttribute("checked")}",
    };

    static IEnumerable<string> ValuesOf(IHtmlElement control, IElement? button) => control switch
    {
        IHtmlButtonElement or IHtmlInputElement { Type: "submit" or "button" or "reset" or "image" } =>
            control == button ? [control.GetAttribute("value") ?? ""] : [],
        IHtmlInputElement { Type: "file" } => [],
        IHtmlInputElement { Type: "checkbox" or "radio" } box => box.IsChecked ? [box.Value is { Length: > 0 } value ? value : "on"] : [],
        IHtmlInputElement input => [input.Value ?? ""],
        IHtmlTextAreaElement area => [area.Value ?? ""],
        IHtmlSelectElement select => select.Options.Where(option => option.IsSelected).Select(option => option.Value),
        _ => [],
    };

    static bool IsHidden(IHtmlFormElement form, string name) =>
        form.Elements.Where(control => control.GetAttribute("name") == name).All(control => control is IHtmlInputElement { Type: "hidden" });

    // user[name] is marked within its brackets, and a list's before them.
    static string Marked(string name) => name.EndsWith("[]", StringComparison.Ordinal) ? $"{Last().Replace(name[..^2], "_unused_$1$2")}[]" : Last().Replace(name, "_unused_$1$2");

    static string Pair(string name, string value) => $"{Uri.EscapeDataString(name)}={Uri.EscapeDataString(value)}";

    [GeneratedRegex(@"([^\[\]]+)(\]?)$")]
    private static partial Regex Last();
}
