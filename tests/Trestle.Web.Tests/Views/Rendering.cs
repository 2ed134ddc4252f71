using System.Buffers;
using System.Text;
using Microsoft.Extensions.DependencyInjection;

namespace Trestle.Web.Tests.Views;

/// <summary>Renders components as a request would.</summary>
static class Rendering
{
    static readonly IServiceProvider Services = new ServiceCollection()
        .AddSingleton<TimeProvider>(new FixedTime())
        .BuildServiceProvider();

    public static string Html(Component page, params ReadOnlySpan<Layout> layouts)
    {
        var output = new ArrayBufferWriter<byte>();

        HtmlRenderer.Render(page, layouts, Context(), output);

        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    public static string Html(Action<Microsoft.AspNetCore.Components.Rendering.RenderTreeBuilder> build) => Html(new Built(build));

    public static ViewContext Context() => new() { Path = "/", Services = Services, Nonces = () => "n0" };

    sealed class FixedTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 5, 4, 3, 2, 1, TimeSpan.Zero);
    }
}
