namespace Trestle.Live.Tests.Rendering;

public class FrameBuilderTests
{
    [Fact]
    public void Keeps_the_frames_of_a_page_for_the_next_and_nothing_it_showed()
    {
        var builders = new BuilderStack();
        var frames = FramesOf(builders, elements: 500);

        Assert.All(frames, frame => Assert.Equal(RenderTreeFrameType.None, frame.FrameType));

        var next = builders.Push();
        next.AddContent(0, "alone");

        Assert.Same(frames, next.Frames);
        Assert.Equal(1, next.Count);
    }

    [Fact]
    public void Gives_the_frames_of_a_huge_page_back()
    {
        var builders = new BuilderStack();
        var frames = FramesOf(builders, elements: 20_000);

        Assert.NotSame(frames, builders.Push().Frames);
    }

    [Fact]
    public void Counts_what_stands_inside_of_an_element()
    {
        var builder = new FrameBuilder();
        builder.OpenElement(0, "ul");
        builder.AddAttribute(1, "id", "list");
        builder.OpenElement(2, "li");
        builder.SetKey(7);
        builder.AddContent(3, 7);
        builder.CloseElement();
        builder.CloseElement();

        Assert.Equal((4, 4), (builder.Count, builder.Frames[0].Length));
        Assert.Equal((2, 7), (builder.Frames[2].Length, builder.Frames[2].Key));
    }

    [Fact]
    public void Keeps_the_last_of_attributes_that_come_twice()
    {
        var builder = new FrameBuilder();
        builder.OpenElement(0, "p");
        builder.AddAttribute(1, "title", "out");
        builder.AddAttribute(2, "CLASS", "a");
        builder.AddMultipleAttributes(3, [new("class", "b"), new("title", null!), new("id", 5)]);
        builder.AddContent(4, "text");
        builder.CloseElement();

        Assert.Equal(
            [("class", "b"), ("id", "5")],
            builder.Frames[1..3].Select(frame => (frame.AttributeName, frame.AttributeValue)));
        Assert.Equal((4, "text"), (builder.Count, builder.Frames[3].TextContent));
    }

    [Fact]
    public void Refuses_an_attribute_after_content()
    {
        var builder = new FrameBuilder();
        builder.OpenElement(0, "p");
        builder.AddContent(1, "text");

        Assert.Equal(
            "An attribute was added where no tag is open.\n\nAdd attributes right after OpenElement, before any content.",
            Assert.Throws<InvalidOperationException>(() => builder.AddAttribute(2, "id", "late")).Message);
    }

    static RenderTreeFrame[] FramesOf(BuilderStack builders, int elements)
    {
        var builder = builders.Push();

        for (var i = 0; i < elements; i++)
        {
            builder.OpenElement(0, "p");
            builder.CloseElement();
        }

        var frames = builder.Frames;
        builders.Pop();

        return frames;
    }
}
