namespace Trestle;

/// <summary>
/// A place in the source of a component: an element, a text, an attribute or a loop; with what was learned about
/// it.
/// </summary>
sealed class Site(int first, int last)
{
    SiteLevel? body;
    SiteLevel? attributes;
    SiteLevel? rows;
    string? literal;
    volatile Text text;

    enum Text
    {
        Unseen,
        Literal,
        Varies,
    }

    /// <summary>The sequence number Razor gave it; a loop spans those of its body.</summary>
    public int First { get; } = first;

    public int Last { get; } = last;

    public bool IsLoop { get; init; }

    /// <summary>A loop that was seen to turn; one that is not may be a single keyed element.</summary>
    public bool HasTurned { get; set; }

    /// <summary>It was missing once, so it gets a slot of its own that may be empty.</summary>
    public bool IsOptional { get; set; }

    /// <summary>What stands inside.</summary>
    public SiteLevel Body
    {
        get => body ?? Interlocked.CompareExchange(ref body, new(), null) ?? body;
        init => body = value;
    }

    public SiteLevel Attributes => attributes ?? Interlocked.CompareExchange(ref attributes, new(), null) ?? attributes;

    /// <summary>What stands in a row of the stream that it shows.</summary>
    public SiteLevel Rows => rows ?? Interlocked.CompareExchange(ref rows, SiteLevel.OfTurn(), null) ?? rows;

    public bool Contains(int sequence) => First <= sequence && sequence <= Last;

    /// <summary>
    /// Whether the value is the literal that always stands here. Literals of the source are interned, values made
    /// at run time are not; a property that returns literals is found out when it first returns another.
    /// </summary>
    public bool IsLiteral(string value, ref bool learned)
    {
        switch (text)
        {
            case Text.Literal when ReferenceEquals(literal, value):
                return true;

            case Text.Literal:
                text = Text.Varies;
                learned = true;
                return false;

            case Text.Unseen when value.Length > 0 && ReferenceEquals(string.IsInterned(value), value):
                literal = value;
                text = Text.Literal;
                return true;

            case Text.Unseen:
                text = Text.Varies;
                return false;

            default:
                return false;
        }
    }
}
