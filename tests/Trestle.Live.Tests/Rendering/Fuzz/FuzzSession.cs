using System.Text.Json;
using System.Text.RegularExpressions;
using Trestle.Live.Tests.Rendering.Pages;

namespace Trestle.Live.Tests.Rendering;

/// <summary>
/// A page that changes again and again, as its seed says: the messages that its browser is sent, and what that has to show after
/// each. Nothing is known of its structure when it begins, so it goes the same way every time.
/// </summary>
sealed partial class FuzzSession(int seed)
{
    readonly Random random = new(seed);
    ulong[] tape = [];
    ClientTree? tree;
    bool hasPlain = true;

    /// <summary>A join and diffs, as the client process takes them.</summary>
    public List<string> Messages { get; } = [];

    /// <summary>The HTML after each. Rows of streams are there when they are sent, and not again.</summary>
    public List<string> Expected { get; } = [];

    /// <summary>The first difference that this side has seen by itself.</summary>
    public string? Difference { get; private set; }

    public void Run(int steps)
    {
        SiteLevel.Forget();

        if (seed % 8 == 0)
            RunWritten(steps);
        else
            RunDrawn(steps);
    }

    /// <summary>What the client shows otherwise; null when it shows all as it should.</summary>
    public string? Compare(List<string> shown)
    {
        if (Difference is not null)
            return Difference;

        for (var step = 0; step < shown.Count; step++)
            if (Marks().Replace(shown[step], "") is var html && html != Expected[step])
                return Differs(step, Expected[step], html, Messages[step]);

        return null;
    }

    /// <summary>A page of random components.</summary>
    void RunDrawn(int steps)
    {
        var program = new FuzzProgram(random);
        var world = new FuzzWorld(random);
        FuzzView Page() => new() { Program = program, World = world };
        var page = Page();
        hasPlain = !program.HasLive; // of two of one name the first is shown, and which that is depends on the order of rendering

        for (var step = 0; step <= steps && Difference is null; step++)
        {
            if (step > 0)
                world.Step();

            var html = world.Rows.Any(rows => rows.HasPending) ? Rendered.Html(Page()) : null;
            Send(() => page, step);
            Expected.Add(html ?? Rendered.Html(Page()));
            CheckWhole(Page, world, step);

            if (random.Next(3) == 0)
                Drop(page, Page);
        }
    }

    // Components that are shown no longer are given up by both sides, or stay known for a while.
    void Drop(LiveView page, Func<Component> fresh)
    {
        var gone = tree!.Components.Except(tree.ShownComponents()).ToArray();

        if (gone.Length == 0)
            return;

        page.IfRare!.Components!.WillDestroy(gone);
        Expected.Add(Rendered.Html(fresh()));

        if (random.Next(2) == 0)
        {
            Messages.Add($"{{\"reset\":[{string.Join(',', gone)}]}}");
            return;
        }

        page.IfRare!.Components!.Destroy(gone);
        Array.ForEach(gone, tree.Forget);
        Messages.Add($"{{\"prune\":[{string.Join(',', gone)}]}}");
    }

    /// <summary>A page as somebody might write it.</summary>
    void RunWritten(int steps)
    {
        var state = FuzzState.Random(random);
        FuzzPage<int> Page() => new() { State = state };

        for (var step = 0; step <= steps && Difference is null; step++)
        {
            if (step > 0)
                state.Step(random);

            Send(Page, step);
            Expected.Add(Rendered.Html(Page()));
            CheckTree(Page, step);
        }
    }

    void Send(Func<Component> page, int step)
    {
        string json;

        if (step == 0)
            (json, tape) = Rendered.Join(page());
        else
            (json, tape) = Rendered.Diff(page(), tape);

        // No diff means that the client shows the right thing already: an empty one lets it show it again.
        json = json.Length == 0 ? "{}" : json;
        Messages.Add($"{{\"{(step == 0 ? "join" : "diff")}\":{json}}}");

        var message = JsonElement.Parse(json, new() { MaxDepth = 4096 });

        if (tree is null)
            tree = new(message);
        else
            tree.Apply(message);
    }

    // A browser keeps the rows of streams, and so does the tree that tests of apps look at.
    void CheckWhole(Func<Component> page, FuzzWorld world, int step)
    {
        foreach (var rows in world.Rows)
            rows.IsWhole = true;

        CheckTree(page, step);

        foreach (var rows in world.Rows)
            rows.IsWhole = false;
    }

    void CheckTree(Func<Component> page, int step)
    {
        var whole = Rendered.Html(page());

        if (Marks().Replace(tree!.ToString(), "") is var kept && kept != whole)
            Difference ??= Differs(step, whole, kept, Messages[step]);

        CheckPlain(page, step);
    }

    void CheckPlain(Func<Component> page, int step)
    {
        if (!hasPlain || step % 5 != 0)
            return;

        var (plain, live) = (Rendered.PlainHtml(page()), Bindings().Replace(Rendered.Html(page()), ""));

        if (plain != live)
            Difference ??= Differs(step, plain, live, Messages[step]);
    }

    string Differs(int step, string expected, string shown, string message) =>
        $"""
        seed {seed}, message {step}: the page is not what a fresh render shows. To see it again: TRESTLE_FUZZ_SEED={seed}

        fresh:
        {expected}

        shown:
        {shown}

        message:
        {message}
        """;

    // What the client writes on the element of a component.
    [GeneratedRegex(" data-phx-(?:component|view|id)=\"[^\"]*\"")]
    private static partial Regex Marks();

    [GeneratedRegex(" phx-[a-z]+=\"~[0-9A-Za-z_-]+\"")]
    private static partial Regex Bindings();
}
