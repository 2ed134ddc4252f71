using Microsoft.AspNetCore.Components.RenderTree;

namespace Trestle.Web.Tests.Views;

public class BuilderStackTests
{
    [Fact]
    public void Keeps_the_frames_of_a_page_for_the_next()
    {
        var builders = new BuilderStack();

        var frames = FramesOf(builders, elements: 500);

        Assert.Same(frames, builders.Push().GetFrames().Array);
    }

    [Fact]
    public void Keeps_nothing_a_page_showed()
    {
        var builders = new BuilderStack();
        var frames = FramesOf(builders, elements: 500);

        Assert.All(frames, frame => Assert.Equal(RenderTreeFrameType.None, frame.FrameType));

        var next = builders.Push();
        next.AddContent(0, "alone");

        Assert.Equal(1, next.GetFrames().Count);
    }

    [Fact]
    public void Gives_the_frames_of_a_huge_page_back()
    {
        var builders = new BuilderStack();
        FramesOf(builders, elements: 20_000);

        Assert.Empty(builders.Push().GetFrames().Array);
    }

    static RenderTreeFrame[] FramesOf(BuilderStack builders, int elements)
    {
        var builder = builders.Push();

        for (var i = 0; i < elements; i++)
        {
            builder.OpenElement(0, "p");
            builder.CloseElement();
        }

        var frames = builder.GetFrames().Array;
        builders.Pop();

        return frames;
    }
}
