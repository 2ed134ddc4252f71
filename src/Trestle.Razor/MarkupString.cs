using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;

namespace Microsoft.AspNetCore.Components;

/// <summary>Text that is HTML already, and is written as it stands: never make it of what a visitor has typed.</summary>
// Razor's compiler looks for @key, @ref and the like in assemblies only that refer to ASP.NET Core, as this one does by IHtmlContent.
public readonly record struct MarkupString(string Value) : IHtmlContent
{
    public static explicit operator MarkupString(string value) => new(value);

    public void WriteTo(TextWriter writer, HtmlEncoder encoder)
    {
        ArgumentNullException.ThrowIfNull(writer);

        writer.Write(Value);
    }

    public override string ToString() => Value ?? "";
}
