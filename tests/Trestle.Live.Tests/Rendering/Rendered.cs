using System.Buffers;
using System.Text;
using Microsoft.Extensions.DependencyInjection;

namespace Trestle.Live.Tests.Rendering;

/// <summary>
/// What tests of live rendering share: a view's session as the server holds it, and the client at the other end.
/// </summary>
static class Rendered
{
    public static readonly ViewContext Context = new()
    {
        Path = "/",
        Services = new ServiceCollection().BuildServiceProvider(),
    };

    public static string Html(Component view) => Text(output => _ = LiveRenderer.Html(view, Context, output));

    public static string PlainHtml(Component view) => Text(output => HtmlRenderer.Render(view, [], Context, output));

    public static (string Json, ulong[] Tape) Join(Component view)
    {
        ulong[] tape = [];

        return (Text(output => tape = LiveRenderer.Join(view, Context, output).Tape), tape);
    }

    public static (string Json, ulong[] Tape) Diff(Component view, ulong[] tape) =>
        (Text(output => tape = LiveRenderer.Diff(view, Context, tape, output).Tape), tape);

    static string Text(Action<ArrayBufferWriter<byte>> write)
    {
        var output = new ArrayBufferWriter<byte>();

        write(output);

        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
