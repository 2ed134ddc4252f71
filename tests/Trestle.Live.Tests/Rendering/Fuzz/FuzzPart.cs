using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Trestle.Live.Tests.Rendering;

/// <summary>A component of a random program: what is learned about places hangs on its type, so each has one.</summary>
abstract class FuzzPart : Component
{
    public static readonly Type[] Types = [typeof(FuzzPart<int>), typeof(FuzzPart<long>), typeof(FuzzPart<byte>), typeof(FuzzPart<char>), typeof(FuzzPart<short>)];

    [Parameter] public FuzzProgram Program { get; set; } = null!;
    [Parameter] public FuzzWorld World { get; set; } = null!;
    [Parameter] public FuzzWorld.Item? Item { get; set; }
    [Parameter] public string? Title { get; set; }
    [Parameter] public RenderFragment? ChildContent { get; set; }

    public static Component Page(FuzzProgram program, FuzzWorld world) => new FuzzPart<int> { Program = program, World = world };

    protected override void BuildRenderTree(RenderTreeBuilder builder) =>
        Write(builder, Program.Bodies[Array.IndexOf(Types, GetType())], Item);

    void Write(RenderTreeBuilder builder, Part[] parts, FuzzWorld.Item? item)
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
                Write(builder, (choice.OfItem ? item!.Flag : World.Flags[choice.Flag]) ? choice.Then : choice.Else, item);
                break;
            case Part.Each each:
                foreach (var one in each.OfItem ? item!.Items : World.Lists[each.List])
                    Write(builder, each.Body, one);
                break;
            case Part.Use use:
                Write(builder, use, item);
                break;
            case Part.Slot:
                builder.AddContent(part.At, ChildContent);
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
                builder.AddAttribute(given.At, given.Name, World.Flags[given.Flag]);
                break;
            case GivenKind.Splat:
                builder.AddMultipleAttributes(given.At, World.Splat!);
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
        builder.OpenComponent(use.At, Types[use.Component]);
        builder.AddComponentParameter(at, "Title", Said(use.Parameters[0].What, item));
        builder.AddComponentParameter(at + 1, "Program", Program);
        builder.AddComponentParameter(at + 2, "World", World);
        builder.AddComponentParameter(at + 3, "Item", item ?? Nobody);

        if (use.Content.Length > 0)
            builder.AddAttribute(at + 4, "ChildContent", (object)(RenderFragment)(inner => Write(inner, use.Content, item)));

        if (use.IsKeyed)
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

        foreach (var item in World.Rows[stream.Number].List)
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
        Source.Text => World.Texts[what.Index],
        Source.Title => Title,
        Source.ItemText => item!.Text,
        Source.ItemNote => item!.Note,
        _ => item!.Key.ToString(CultureInfo.InvariantCulture),
    };
}

sealed class FuzzPart<TMark> : FuzzPart;
