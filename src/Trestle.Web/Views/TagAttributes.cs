namespace Trestle;

/// <summary>Writes the attributes of a start tag. Where a dictionary brings some, the last of a name counts: the others are taken out again.</summary>
sealed class TagAttributes(HtmlBuffer html)
{
    readonly List<(string Name, int Start)> written = [];
    string element = "";
    Refreshing refreshing;
    bool mayRepeat;

    /// <summary>A tag begins.</summary>
    public void Begin(string tag) => (element, refreshing) = (tag, Refreshing.No);

    /// <summary>From here on names may come again.</summary>
    public void MayRepeat() => mayRepeat = true;

    public void Clear()
    {
        written.Clear();
        mayRepeat = false;
    }

    public void Add(string name, string? value)
    {
        if (mayRepeat)
            TakeOut(name);

        if (value is null)
            return;

        Start(name);
        HtmlRules.RequireHarmless(refreshing |= HtmlRules.RefreshingIn(element, name, value));
        html.Attribute(name, HtmlRules.Safe(element, name, value));
    }

    public void Add(string name, bool value)
    {
        if (mayRepeat)
            TakeOut(name);

        if (!value)
            return;

        Start(name);
        html.AttributeName(name);
    }

    /// <summary>A handler of an event is nothing that HTML could say.</summary>
    public void AddAny(string name, object? value)
    {
        if (value is bool flag)
            Add(name, flag);
        else if (value is not (Delegate or Microsoft.AspNetCore.Components.EventCallback))
            Add(name, value?.ToString());
    }

    void Start(string name)
    {
        HtmlRules.RequireName(name);
        written.Add((name, html.Length));
    }

    void TakeOut(string name)
    {
        var at = written.FindIndex(one => one.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

        if (at < 0)
            return;

        var start = written[at].Start;
        var end = at + 1 < written.Count ? written[at + 1].Start : html.Length;

        html.Cut(start, end);
        written.RemoveAt(at);

        for (; at < written.Count; at++)
            written[at] = (written[at].Name, written[at].Start - (end - start));
    }
}
