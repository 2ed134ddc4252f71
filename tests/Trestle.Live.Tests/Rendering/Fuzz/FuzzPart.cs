using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Trestle.Live.Tests.Rendering;

/// <summary>A component of a random program: what is learned about places hangs on its type, so each has one.</summary>
abstract class FuzzPart : Component
{
    public static readonly Type[] Types = [null!, typeof(FuzzPart<long>), typeof(FuzzPart<byte>), typeof(FuzzPart<char>), typeof(FuzzPart<short>)];

    [Parameter] public FuzzProgram Program { get; set; } = null!;
    [Parameter] public FuzzWorld World { get; set; } = null!;
    [Parameter] public FuzzWorld.Item? Item { get; set; }
    [Parameter] public string? Title { get; set; }
    [Parameter] public RenderFragment? ChildContent { get; set; }

    protected override void BuildRenderTree(RenderTreeBuilder builder) =>
        new FuzzWriter(Program, World, Title, ChildContent).Write(builder, Program.Bodies[Array.IndexOf(Types, GetType())], Item);
}

sealed class FuzzPart<TMark> : FuzzPart;

/// <summary>The page of a random program, which lives as long as its session.</summary>
sealed class FuzzView : LiveView
{
    public required FuzzProgram Program { get; init; }
    public required FuzzWorld World { get; init; }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        World.Taken.Clear();
        new FuzzWriter(Program, World, null, null).Write(builder, Program.Bodies[0], null);
    }
}

/// <summary>A component with state of a random program. Some of them take their time to mount.</summary>
abstract class FuzzLivePart : LiveComponent
{
    public static readonly Type[] Types = [typeof(FuzzLivePart<long>), typeof(FuzzLivePart<byte>), typeof(FuzzLivePart<char>)];

    [Parameter] public FuzzProgram Program { get; set; } = null!;
    [Parameter] public FuzzWorld World { get; set; } = null!;
    [Parameter] public string? Title { get; set; }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenElement(0, "section");
        var writer = new FuzzWriter(Program, World, Title, null) { State = World.States.GetValueOrDefault(Id) };
        writer.Write(builder, Program.LiveBodies[Array.IndexOf(Types, GetType())], null);
        builder.CloseElement();
    }
}

sealed class FuzzLivePart<TMark> : FuzzLivePart;

/// <summary>Writes parts as Razor's code would.</summary>
sealed class FuzzWriter(FuzzProgram program, FuzzWorld world, string? title, RenderFragment? content)
{
    public int State { get; init; }

    public void Write(RenderTreeBuilder builder, Part[] parts, FuzzWorld.Item? item)
    {
        foreach (var part in parts)
            Write(builder, part, item);
    }

    void Write(RenderTreeBuilder builder, Part part, FuzzWorld.Item? item)
    {
        switch (part)
        {
            case Part.Literal literal:
                builder.AddContent(part.At, literal.Text);
                break;
            case Part.Markup markup:
                builder.AddMarkupContent(part.At, markup.Html);
                break;
            case Part.Say say:
                builder.AddContent(part.At, Said(say.What, item));
                break;
            case Part.SayMarkup say:
                builder.AddContent(part.At, (MarkupString)$"<hr title=\"{Said(say.What, item)?.Length}\">");
                break;
            case Part.Tag tag:
                Write(builder, tag, item);
                break;
            case Part.When choice:
                Write(builder, (choice.OfItem ? item!.Flag : world.Flags[choice.Flag]) ? choice.Then : choice.Else, item);
                break;
            case Part.Each each:
                foreach (var one in each.OfItem ? item!.Items : world.Lists[each.List])
                    Write(builder, each.Body, one);
                break;
            case Part.Use use:
                Write(builder, use, item);
                break;
            case Part.Live live:
                Write(builder, live, item);
                break;
            case Part.Slot:
                builder.AddContent(part.At, content);
                break;
            case Part.Fragment fragment:
                builder.AddContent(part.At, (RenderFragment)(inner => Write(inner, fragment.Inside, item)));
                break;
            case Part.Stream stream:
                Write(builder, stream);
                break;
            default:
                throw new InvalidOperationException($"{part}");
        }
    }

    void Write(RenderTreeBuilder builder, Part.Tag tag, FuzzWorld.Item? item)
    {
        builder.OpenElement(tag.At, tag.Name);

        foreach (var given in tag.Attributes)
            Write(builder, given, item);

        if (tag.IsKeyed)
            builder.SetKey(item!.Key);

        Write(builder, tag.Inside, item);
        builder.CloseElement();
    }

    void Write(RenderTreeBuilder builder, Given given, FuzzWorld.Item? item)
    {
        switch (given.Kind)
        {
            case GivenKind.Constant:
                builder.AddAttribute(given.At, given.Name, "constant");
                break;
            case GivenKind.Flag:
                builder.AddAttribute(given.At, given.Name, world.Flags[given.Flag]);
                break;
            case GivenKind.Splat:
                builder.AddMultipleAttributes(given.At, world.Splat!);
                break;
            case GivenKind.Handler:
                builder.AddAttribute(given.At, "onclick", (object)(Action)(() => { }));
                break;
            default:
                builder.AddAttribute(given.At, given.Name, Said(given.What, item));
                break;
        }
    }

    void Write(RenderTreeBuilder builder, Part.Use use, FuzzWorld.Item? item)
    {
        var at = use.Parameters[0].At;
        builder.OpenComponent(use.At, FuzzPart.Types[use.Component]);
        builder.AddComponentParameter(at, "Title", Said(use.Parameters[0].What, item));
        builder.AddComponentParameter(at + 1, "Program", program);
        builder.AddComponentParameter(at + 2, "World", world);
        builder.AddComponentParameter(at + 3, "Item", item ?? Nobody);

        if (use.Content.Length > 0)
            builder.AddAttribute(at + 4, "ChildContent", (object)(RenderFragment)(inner => Write(inner, use.Content, item)));

        if (use.IsKeyed)
            builder.SetKey(item!.Key);

        builder.CloseComponent();
    }

    void Write(RenderTreeBuilder builder, Part.Live live, FuzzWorld.Item? item)
    {
        var id = $"{live.Component} {live.At % 2} {item?.Key}";

        if (!world.Taken.Add(id))
            return;

        world.States.TryAdd(id, 0);
        builder.OpenComponent(live.At, FuzzLivePart.Types[live.Component]);
        builder.AddComponentParameter(live.At + 1, "Id", id);
        builder.AddComponentParameter(live.At + 2, "Program", program);
        builder.AddComponentParameter(live.At + 3, "World", world);
        builder.AddComponentParameter(live.At + 4, "Title", Said(live.Title, item));

        if (live.IsKeyed)
            builder.SetKey(item!.Key);

        builder.CloseComponent();
    }

    void Write(RenderTreeBuilder builder, Part.Stream stream)
    {
        builder.OpenElement(stream.At, "ul");
        builder.AddAttribute(stream.At + 1, "id", $"stream-{stream.Number}");
        builder.AddAttribute(stream.At + 2, "phx-update", "stream");
        Write(builder, stream.Before, null);
        var row = stream.Row[0].At - 2;

        foreach (var item in world.Rows[stream.Number].List)
        {
            builder.OpenElement(row, "li");
            builder.AddAttribute(row + 1, "id", item.Id);
            Write(builder, stream.Row, item);
            builder.CloseElement();
        }

        builder.CloseElement();
    }

    static readonly FuzzWorld.Item Nobody = new(0, null, null, false, []);

    string? Said(Saying what, FuzzWorld.Item? item) => what.From switch
    {
        Source.Text => world.Texts[what.Index],
        Source.Title => title,
        Source.ItemText => item!.Text,
        Source.ItemNote => item!.Note,
        Source.State => State.ToString(CultureInfo.InvariantCulture),
        _ => item!.Key.ToString(CultureInfo.InvariantCulture),
    };
}
