using Microsoft.AspNetCore.Components;

namespace Trestle;

// Texts: shortened, searched, laid out, and made into attributes.
public abstract partial class Component
{
    /// <summary>The beginning of a text, at most so many letters with the "…" at its end, and no half of a word if there is a space to end at.</summary>
    protected static string Truncate(string? text, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(length);

        return Passage.Beginning(text ?? "", length);
    }

    /// <summary>The part of a text around the first place where the phrase stands, in any case; nothing where it does not.</summary>
    protected static string Excerpt(string? text, string phrase, int around = 100) => Passage.Around(text ?? "", phrase, around);

    /// <summary>A text in which every place of these phrases, in any case, is a <c>&lt;mark></c>.</summary>
    protected static RenderFragment Highlight(string? text, params string[] phrases) => builder =>
    {
        foreach (var (part, isMarked) in Passage.Parts(text ?? "", phrases))
        {
            if (!isMarked)
            {
                builder.AddContent(0, part);
                continue;
            }

            builder.OpenElement(1, "mark");
            builder.AddContent(2, part);
            builder.CloseElement();
        }
    };

    /// <summary>A text of several lines as it was typed: a paragraph after each empty line, a break at each other.</summary>
    protected static RenderFragment Paragraphs(string? text) => builder =>
    {
        foreach (var paragraph in Passage.Paragraphs(text ?? ""))
        {
            builder.OpenElement(0, "p");

            for (var line = 0; line < paragraph.Length; line++)
            {
                if (line > 0)
                    builder.AddMarkupContent(1, "<br>");

                builder.AddContent(2, paragraph[line]);
            }

            builder.CloseElement();
        }
    };

    /// <summary>A link that writes an e-mail.</summary>
    protected static RenderFragment MailTo(string address, string? text = null, string? subject = null, string? body = null) => builder =>
    {
        (string Name, string? Value)[] parts = [("subject", subject), ("body", body)];
        var query = string.Join('&', parts.Where(part => part.Value is not null).Select(part => $"{part.Name}={Uri.EscapeDataString(part.Value!)}"));

        builder.OpenElement(0, "a");
        builder.AddAttribute(1, "href", $"mailto:{Uri.EscapeDataString(address).Replace("%40", "@", StringComparison.Ordinal)}{(query.Length > 0 ? "?" : "")}{query}");
        builder.AddContent(2, text ?? address);
        builder.CloseElement();
    };

    /// <summary>Those names of CSS classes that are not null: <c>class="@Classes("card", article.IsNew ? "new" : null)"</c>; no attribute at all without any.</summary>
    protected static string? Classes(params ReadOnlySpan<string?> names)
    {
        var joined = "";

        foreach (var name in names)
            if (!string.IsNullOrEmpty(name))
                joined = joined.Length == 0 ? name : $"{joined} {name}";

        return joined.Length == 0 ? null : joined;
    }

    /// <summary>One of the values in turn, by the row's number: <c>Cycle(i, "odd", "even")</c>.</summary>
    protected static string Cycle(int row, params ReadOnlySpan<string> values) => values[row % values.Length];
}
