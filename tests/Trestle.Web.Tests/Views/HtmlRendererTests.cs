using System.Buffers;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Trestle.Web.Tests.Views.Pages;

namespace Trestle.Web.Tests.Views;

public class HtmlRendererTests
{
    readonly ViewContext context = new()
    {
        Path = "/",
        Services = new ServiceCollection().AddSingleton(TimeProvider.System).BuildServiceProvider(),
    };

    [Fact]
    public void Prints()
    {
        File.WriteAllText("/tmp/w/render.out", Render(new Greeting { Model = "<Ann>" }, new AppLayout()) + "\n----\n" + Render(new Kitchen { Model = new() { Names = ["a", "<b>"], Text = "x & \"y\"", Link = " java\tscript:alert(1)", Number = 3 } }) + "\n----\n" + Render(new ScriptPage { Model = "x" }));
        Assert.Equal("", Render(new Greeting { Model = "<Ann>" }, new AppLayout()) + Render(new Kitchen { Model = new() { Names = ["a", "<b>"], Text = "x & \"y\"", Link = " java\tscript:alert(1)", Number = 3 } })
          + Render(new ScriptPage { Model = "x" }));
    }

    string Render(Component page, Layout? layout = null)
    {
        var output = new ArrayBufferWriter<byte>();

        HtmlRenderer.Render(page, layout, context, output);

        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
