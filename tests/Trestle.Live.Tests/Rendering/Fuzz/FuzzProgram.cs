namespace Trestle.Live.Tests.Rendering;

/// <summary>A place in the source of a component; numbered as Razor numbers its calls.</summary>
abstract record Part
{
    public int At { get; set; }

    /// <param name="Text">An interned string, as a literal of a view is.</param>
    public sealed record Literal(string Text) : Part;

    public sealed record Markup(string Html) : Part;

    public sealed record Say(Saying What) : Part;

    public sealed record SayMarkup(Saying What) : Part;

    public sealed record Tag(string Name, Given[] Attributes, Part[] Inside, bool IsKeyed) : Part;

    public sealed record When(int Flag, bool OfItem, Part[] Then, Part[] Else) : Part;

    public sealed record Each(int List, bool OfItem, Part[] Body) : Part;

    public sealed record Use(int Component, Given[] Parameters, Part[] Content, bool IsKeyed) : Part;

    public sealed record Slot : Part;

    /// <summary>A component with state, of which a page has one of a name: the first.</summary>
    public sealed record Live(int Component, Saying Title, bool IsKeyed) : Part;

    /// <summary>A fragment that is written where it stands.</summary>
    public sealed record Fragment(Part[] Inside) : Part;

    public sealed record Stream(int Number, Part[] Before, Part[] Row) : Part;
}

/// <summary>What a text or an attribute shows: always found in the world, and often null.</summary>
readonly record struct Saying(Source From, int Index);

enum Source
{
    Text,
    Title,
    ItemText,
    ItemNote,
    ItemKey,
    State,
}

/// <summary>An attribute of a tag, or a parameter of a component.</summary>
sealed record Given(GivenKind Kind, string Name, Saying What = default, int Flag = 0)
{
    public int At { get; set; }
}

enum GivenKind
{
    Constant,
    Text,
    Flag,
    Splat,
    Handler,
}

/// <summary>A few components, the first of them the page: drawn at random, with everything that views are made of.</summary>
sealed class FuzzProgram
{
    public const int Components = 5;
    public const int LiveComponents = 3;

    static readonly string[] Literals = ["plain", " ", "a & b", "\n  ", "x"];
    static readonly string[] Markups = ["<hr>", "<b>bold</b> text", "<!-- note -->", "<i>i</i>"];
    static readonly string[] Tags = ["p", "div", "span", "b", "li", "ul", "td"];
    static readonly string[] Names = ["class", "title", "data-a", "data-b", "lang"];

    readonly Random random;
    int next;
    int left;
    int streams;

    public FuzzProgram(Random random)
    {
        this.random = random;
        Bodies = new Part[Components][];

        for (var component = 0; component < Components; component++)
        {
            (next, left) = (0, component == 0 ? 40 : 15);
            Bodies[component] = Parts(new(component, Depth: 0, HasItem: component > 0));
        }

        LiveBodies = new Part[LiveComponents][];

        for (var component = 0; component < LiveComponents; component++)
        {
            (next, left) = (1, 12);
            LiveBodies[component] = Parts(new(component + Components, Depth: 0, HasItem: false));
        }
    }

    /// <summary>What each component is made of.</summary>
    public Part[][] Bodies { get; }

    /// <summary>What stands in the element that each component with state is.</summary>
    public Part[][] LiveBodies { get; }

    public bool HasLive { get; private set; }

    readonly record struct Here(int Component, int Depth, bool HasItem, bool MayRepeat = false)
    {
        public Here Deeper => this with { Depth = Depth + 1 };
    }

    Part[] Parts(Here here)
    {
        var parts = new Part[here.Depth > 5 ? 0 : random.Next(here.Depth == 0 ? 3 : 0, 5)];

        for (var part = 0; part < parts.Length; part++)
            parts[part] = OnePart(here);

        return parts;
    }

    Part OnePart(Here here)
    {
        var at = next++;
        var part = left-- <= 0 ? Word() : random.Next(20) switch
        {
            < 2 => Word(),
            < 4 => new Part.Say(What(here)),
            < 5 => new Part.SayMarkup(What(here)),
            < 10 => TagOf(here),
            < 13 => new Part.When(random.Next(6), here.HasItem && Coin, Parts(here.Deeper), Coin ? [] : Parts(here.Deeper)),
            // Within a loop over the lists of the world stand only loops over what an item has: else pages would grow out of all bounds.
            < 16 => new Part.Each(random.Next(3), OfItem: here.HasItem, Parts(here.Deeper with { HasItem = true })),
            < 17 when here.Component + 1 < Components => UseOf(here),
            < 18 when here.Component + 1 < Components + LiveComponents => LiveOf(here),
            < 19 => here.Component is > 0 and < Components ? new Part.Slot() : new Part.Fragment(Parts(here.Deeper)),
            _ when here is { Component: 0, HasItem: false, MayRepeat: false } && streams < FuzzWorld.Streams => StreamOf(),
            _ => new Part.Say(What(here)),
        };

        part.At = at;

        return part;
    }

    Part Word() => Coin ? new Part.Literal(Pick(Literals)) : new Part.Markup(Pick(Markups));

    Part TagOf(Here here)
    {
        var attributes = Attributes(here);

        return new Part.Tag(Pick(Tags), attributes, Parts(here.Deeper), here.HasItem && random.Next(3) > 0);
    }

    Given[] Attributes(Here here)
    {
        var attributes = new Given[random.Next(4)];
        var names = Names.ToArray();
        random.Shuffle(names);

        for (var place = 0; place < attributes.Length; place++)
        {
            var kind = random.Next(8) switch
            {
                0 => GivenKind.Constant,
                1 => GivenKind.Flag,
                2 => GivenKind.Splat,
                3 => GivenKind.Handler,
                _ => GivenKind.Text,
            };

            attributes[place] = new(kind, names[place], What(here), random.Next(6)) { At = next++ };
        }

        return attributes;
    }

    Part UseOf(Here here)
    {
        var component = random.Next(here.Component + 1, Components);
        Given[] parameters = [new(GivenKind.Text, "Title", What(here)) { At = next++ }];
        next += 4; // those every component is given

        return new Part.Use(component, parameters, Coin ? [] : Parts(here.Deeper with { MayRepeat = true }), here.HasItem && Coin);
    }

    // One with state holds only those after it, and so does any other.
    Part LiveOf(Here here)
    {
        HasLive = true;
        next += 5;

        return new Part.Live(random.Next(Math.Max(0, here.Component + 1 - Components), LiveComponents), What(here), here.HasItem && Coin);
    }

    // What stands in a row may depend on the row alone: it is written once and stays.
    Part StreamOf()
    {
        next += 2; // its id, and that it is one
        Part[] before = Coin ? [] : [new Part.Tag("li", [], [], IsKeyed: false) { At = next++ }];
        next += 2; // the row and its id

        Part[] row =
        [
            new Part.Say(new(Source.ItemText, 0)) { At = next++ },
            new Part.When(0, OfItem: true, [new Part.Markup("<b>!</b>") { At = next++ }], []) { At = next++ },
        ];

        return new Part.Stream(streams++, before, row);
    }

    Saying What(Here here) => here.HasItem && Coin
        ? new((Source)random.Next((int)Source.ItemText, (int)Source.ItemKey + 1), 0)
        : new(here.Component > 0 && Coin ? here.Component >= Components && Coin ? Source.State : Source.Title : Source.Text, random.Next(6));

    bool Coin => random.Next(2) == 0;

    string Pick(string[] from) => from[random.Next(from.Length)];
}
