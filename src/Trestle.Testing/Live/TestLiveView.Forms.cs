using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Trestle;

public sealed partial class TestLiveView
{
    // What somebody has typed stands in a form until the server changes that very field.
    readonly Dictionary<(string Form, string Field), Typing> typed = [];

    readonly HashSet<(string Form, string Field)> used = [];

    sealed record Typing(string[] Values, string Given);

    /// <summary>
    /// Fills fields of the form that matches the CSS selector, one after the other as somebody types, so that a form that listens to
    /// changes hears of each. Throws <see cref="VisitException"/> for a field that it lacks.
    /// </summary>
    public async Task FillAsync(string form, object fields)
    {
        foreach (var field in PageForm.Grouped(fields))
        {
            RequireHere();
            var (filled, _) = FindForm(form);
            Fill(filled, field.Key, [.. field]);
            var control = PageForm.Control(filled, field.Key)!;

            if (Listening(control, filled) is { } listener)
                await RunAsync("form", listener, listener.GetAttribute("phx-change")!, Encode(filled, null), Target(control.GetAttribute("name")!));
        }
    }

    /// <summary>Fills the form that matches the CSS selector (or whose button does), as <see cref="FillAsync"/>, and sends it.</summary>
    public async Task SubmitAsync(string form, object? fields = null)
    {
        RequireHere();

        if (fields is not null)
            await FillAsync(form, fields);

        RequireHere();
        var (sent, button) = FindForm(form);
        await SubmitAsync(sent, button);
    }

    async Task SubmitAsync(IHtmlFormElement form, IElement? button)
    {
        if (form.GetAttribute("phx-submit") is { } submit)
        {
            foreach (var name in form.Elements.Select(control => control.GetAttribute("name")).OfType<string>())
                used.Add((KeyOf(form), name));

            await RunAsync("form", form, submit, Encode(form, button));
        }
        else
        {
            await PostAsync(form, button as IHtmlElement);
        }
    }

    // A form that no view listens to is sent as on any page, and leads away.
    async Task PostAsync(IHtmlFormElement form, IHtmlElement? button)
    {
        var answered = await visitor.SendAsync(PageForm.Request(form, button));
        leaving = new(answered.Path, IsLive: false, Page: answered);
    }

    // A view may have its page send a form after an event: to sign somebody in, say.
    async Task PostTriggeredFormAsync()
    {
        if (tree is not null && leaving is null && Html.QuerySelector("form[phx-trigger-action]:not([phx-trigger-action=false])") is IHtmlFormElement form)
            await PostAsync(form, null);
    }

    /// <summary>What forms hold that somebody has been at: a view that comes back is sent it.</summary>
    (string Form, string Body, string Field)[] Unsaved() =>
    [
        .. from form in Html.Forms
           where form.Id is { Length: > 0 } && form.GetAttribute("phx-auto-recover") != "ignore"
           let field = used.LastOrDefault(one => one.Form == KeyOf(form)).Field
           where field is not null
           select (KeyOf(form), Encode(form, null), field),
    ];

    async Task RecoverAsync((string Form, string Body, string Field)[] unsaved)
    {
        foreach (var (key, body, field) in unsaved)
            if (Html.Forms.FirstOrDefault(form => KeyOf(form) == key) is { } form
                && (form.GetAttribute("phx-auto-recover") ?? form.GetAttribute("phx-change")) is { } handler)
                await RunAsync("form", form, handler, body, Target(field));
    }

    void Fill(IHtmlFormElement form, string field, string[] values)
    {
        if (PageForm.Control(form, field) is { } control)
        {
            var name = control.GetAttribute("name")!;
            typed[(KeyOf(form), name)] = new(values, LiveForm.Given(control));
            used.Add((KeyOf(form), name));
        }

        PageForm.Fill(form, field, values, this);
    }

    void Untype()
    {
        typed.Clear();
        used.Clear();
    }

    /// <summary>Puts what was typed back into a page that was just made anew.</summary>
    void Retype()
    {
        foreach (var ((key, field), typing) in typed.ToArray())
            if (page.Html.Forms.FirstOrDefault(form => KeyOf(form) == key) is { } form
                && PageForm.Control(form, field) is { } control
                && LiveForm.Given(control) == typing.Given)
                PageForm.Fill(form, field, typing.Values, this);
            else
                typed.Remove((key, field));
    }

    (IHtmlFormElement Form, IElement? Button) FindForm(string selector) => Html.QuerySelector(selector) switch
    {
        IHtmlFormElement form => (form, null),
        { } button when FormOf(button) is { } form => (form, button),
        _ => throw new VisitException(
            $"""
            {this} has no form that matches "{selector}". {(Html.Forms.Length == 0 ? "It has none." : $"Its forms are:\n\n    {string.Join("\n    ", Html.Forms.Select(PageForm.Describe))}")}
            """),
    };

    string Encode(IHtmlFormElement form, IElement? button) =>
        LiveForm.Encode(form, button, name => used.Contains((KeyOf(form), name)));

    static IElement? Listening(IElement control, IHtmlFormElement form) =>
        control.HasAttribute("phx-change") ? control : form.HasAttribute("phx-change") ? form : null;

    static Dictionary<string, string> Target(string field) => new() { ["_target"] = field };

    static IHtmlFormElement? FormOf(IElement element) => element switch
    {
        IHtmlButtonElement { Type: "submit" } button => button.Form,
        IHtmlInputElement { Type: "submit" or "image" } input => input.Form,
        _ => null,
    };

    static string KeyOf(IHtmlFormElement form) => form.Id ?? form.Owner!.Forms.ToList().IndexOf(form).ToString(System.Globalization.CultureInfo.InvariantCulture);
}
