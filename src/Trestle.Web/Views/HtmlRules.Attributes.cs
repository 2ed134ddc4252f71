namespace Trestle;

/// <summary>What a browser takes an attribute's value for.</summary>
enum AttributeUse
{
    Text,
    Address,
    Addresses,
    Animation,
    Style,
    Code,
    Document,
    Header,
}

/// <summary>What the attributes of a meta element say of loading a page by itself.</summary>
[Flags]
enum Refreshing
{
    No = 0,
    IsMeant = 1,
    Leads = 2,
}

/// <remarks>What browsers make of attributes, and of addresses in them.</remarks>
static partial class HtmlRules
{
    // A list of pictures has commas and spaces between, a list of pings spaces.
    static readonly char[] BetweenAddresses = [',', ' ', '\t', '\r', '\n', '\f'];

    static AttributeUse UseOf(string attribute)
    {
        return attribute.Length switch
        {
            2 when Is("to") => AttributeUse.Animation,
            3 when Is("src") => AttributeUse.Address,
            4 when Is("href") || Is("data") || Is("cite") => AttributeUse.Address,
            4 when Is("ping") => AttributeUse.Addresses,
            4 when Is("from") => AttributeUse.Animation,
            5 when Is("style") => AttributeUse.Style,
            6 when Is("action") || Is("poster") || Is("lowsrc") => AttributeUse.Address,
            6 when Is("srcset") => AttributeUse.Addresses,
            6 when Is("values") => AttributeUse.Animation,
            6 when Is("srcdoc") => AttributeUse.Document,
            7 when Is("archive") => AttributeUse.Addresses,
            7 when Is("classid") || Is("profile") => AttributeUse.Address,
            8 when Is("codebase") || Is("manifest") || Is("longdesc") => AttributeUse.Address,
            10 when Is("formaction") || Is("xlink:href") || Is("background") => AttributeUse.Address,
            10 when Is("http-equiv") => AttributeUse.Header,
            11 when Is("imagesrcset") => AttributeUse.Addresses,
            > 2 when IsHandler(attribute) => AttributeUse.Code,
            _ => AttributeUse.Text,
        };

        bool Is(string name) => attribute.Equals(name, StringComparison.OrdinalIgnoreCase);
    }

    static bool IsHandler(string attribute) => (attribute[0] | 0x20) == 'o' && (attribute[1] | 0x20) == 'n' && attribute.All(char.IsAsciiLetter);

    static bool IsScript(string value) => HasScheme(value, "javascript:") || HasScheme(value, "vbscript:");

    static bool IsData(string value) => HasScheme(value, "data:");

    // Browsers skip control characters and spaces before the scheme, and tabs and line ends within it.
    static bool HasScheme(string value, string scheme)
    {
        var start = 0;
        var matched = 0;

        while (start < value.Length && value[start] <= ' ')
            start++;

        foreach (var character in value.AsSpan(start))
        {
            if (character is '\t' or '\r' or '\n')
                continue;
            if (char.ToLowerInvariant(character) != scheme[matched])
                return false;
            if (++matched == scheme.Length)
                return true;
        }

        return false;
    }

    static InvalidOperationException Code(string element, string attribute) => new(
        $"""
        A view writes a value into {attribute}, where it would run as code.

        Put it in an attribute that is no code, and let a script read it from there:

            <{element} data-value="@value">
        """);

    static InvalidOperationException Document() => new(
        """
        A view writes a value into srcdoc, where its tags would be tags: it would be a page with the rights of this one.

        Answer it from an action of its own, and show that within bounds:

            <iframe sandbox src="@path"></iframe>
        """);

    static InvalidOperationException Header() => new(
        """
        A view writes a value into http-equiv, where it would be a header of the page.

        Write the header's name in the view, or set the header in the action: Response.Headers[name] = value;
        """);

    static InvalidOperationException Refresh() => new(
        """
        A view writes a value into the content of <meta http-equiv="refresh">, which could lead its readers anywhere.

        Redirect in the action: Redirect(to: path). To load the same page again, write the seconds alone: content="5".
        """);
}
