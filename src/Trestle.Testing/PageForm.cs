using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Trestle;

/// <summary>Fills a form of a page as its reader would, and makes the request that its browser would send.</summary>
static class PageForm
{
    public static void Fill(IHtmlFormElement form, object? fields, object page)
    {
        foreach (var field in Grouped(fields))
            Fill(form, field.Key, [.. field], page);
    }

    /// <summary>The values of each field.</summary>
    public static IEnumerable<IGrouping<string, string>> Grouped(object? fields) =>
        FormFields.Of(fields).GroupBy(field => field.Key, field => field.Value, StringComparer.OrdinalIgnoreCase);

    public static HttpRequestMessage Request(IHtmlFormElement form, IHtmlElement? button)
    {
        var submission = button is null ? form.GetSubmission() : form.GetSubmission(button);
        var request = new HttpRequestMessage(new(form.Method.ToUpperInvariant()), submission!.Target.Href);

        if (request.Method != HttpMethod.Get)
        {
            request.Content = new StreamContent(submission.Body);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", submission.MimeType);
        }

        return request;
    }

    /// <summary>In one line, as <c>form#new-book (POST /books): title, author</c>.</summary>
    public static string Describe(IHtmlFormElement form) =>
        $"{NameOf(form)} ({form.Method.ToUpperInvariant()} {new Uri(form.Action).PathAndQuery}): {string.Join(", ", Names(form))}";

    /// <summary>The control of a name. A box to tick has a hidden field beside it, for when it is not.</summary>
    public static IHtmlElement? Control(IHtmlFormElement form, string name)
    {
        var controls = form.Elements.Where(one => NamedAs(one, name)).ToArray();

        return controls.FirstOrDefault(one => one is not IHtmlInputElement { Type: "hidden" }) ?? controls.FirstOrDefault();
    }

    /// <param name="page">What it stands on, for errors to name.</param>
    public static void Fill(IHtmlFormElement form, string name, string[] values, object page)
    {
        var controls = form.Elements.Where(one => NamedAs(one, name)).ToArray();

        switch (Control(form, name))
        {
            case IHtmlInputElement { Type: "checkbox" or "radio" }:
                Tick([.. controls.OfType<IHtmlInputElement>().Where(one => one.Type is "checkbox" or "radio")], name, values, form, page);
                break;
            case IHtmlSelectElement select:
                Choose(select, name, values, form, page);
                break;
            case IHtmlInputElement input:
                input.Value = values[0];
                break;
            case IHtmlTextAreaElement area:
                area.Value = values[0];
                break;
            default:
                throw new VisitException($"{NameOf(form)} of {page} has no field \"{name}\". Its fields are: {string.Join(", ", Names(form))}.");
        }
    }

    static void Tick(IHtmlInputElement[] boxes, string name, string[] values, IHtmlFormElement form, object page)
    {
        if (boxes is [{ Type: "checkbox" } one] && bool.TryParse(values[0], out var on) && values is [_])
        {
            one.IsChecked = on;
            return;
        }

        Require(values, [.. boxes.Select(box => box.Value)], name, form, page);

        foreach (var box in boxes)
            box.IsChecked = values.Contains(box.Value);
    }

    // By what is sent or by what is read.
    static void Choose(IHtmlSelectElement select, string name, string[] values, IHtmlFormElement form, object page)
    {
        var options = select.Options.ToArray();
        Require(values, [.. options.Select(option => option.Value), .. options.Select(option => option.Text)], name, form, page);

        foreach (var option in options)
            option.IsSelected = values.Contains(option.Value) || values.Contains(option.Text);
    }

    static void Require(string[] values, string[] choices, string name, IHtmlFormElement form, object page)
    {
        if (values.FirstOrDefault(value => !choices.Contains(value)) is { } unknown)
            throw new VisitException(
                $"{NameOf(form)} of {page} has no choice \"{unknown}\" for {name}. Its choices are: {string.Join(", ", choices.Where(choice => choice.Length > 0).Distinct())}.");
    }

    static bool NamedAs(IElement one, string name) => string.Equals(one.GetAttribute("name"), name, StringComparison.OrdinalIgnoreCase)
        || string.Equals(one.GetAttribute("name"), $"{name}[]", StringComparison.OrdinalIgnoreCase);

    static IEnumerable<string> Names(IHtmlFormElement form) => form.Elements
        .Select(one => one.GetAttribute("name"))
        .OfType<string>()
        .Where(name => name.Length > 0 && !name.StartsWith('_'))
        .Distinct();

    public static string NameOf(IHtmlFormElement form) => form switch
    {
        { Id: { Length: > 0 } id } => $"form#{id}",
        { ClassName: { Length: > 0 } names } => $"form.{names.Replace(' ', '.')}",
        _ => "form",
    };
}
