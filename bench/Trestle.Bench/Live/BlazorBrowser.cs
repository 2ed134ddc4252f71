using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Trestle.Bench;

/// <summary>A browser on a page of Blazor Server, as far as its script speaks: it starts a circuit, clicks, and says when a batch is rendered.</summary>
sealed partial class BlazorBrowser(Uri page, string marker) : Caller(page)
{
    // As blazor.web.js sends it, one after the other: handshake, circuit, batches. The counter's button is the circuit's first handler.
    const string Click1 = """[{"eventHandlerId":1,"eventName":"click","eventFieldInfo":null},{"type":"click","detail":1,"button":0,"buttons":0}]""";

    long calls;
    long interop;
    bool isShaken;

    /// <summary>The page's marker of its component, without which no circuit begins.</summary>
    public static async Task<string> MarkerAsync(Uri page, CancellationToken cancellation)
    {
        using var client = new HttpClient();
        var html = await client.GetStringAsync(page, cancellation);

        return Marker().Match(html) is { Success: true } found
            ? found.Groups[1].Value
            : throw new BenchException($"expected a component of Blazor Server on {page}, got:\n{html}");
    }

    protected override string Target => "/_blazor";

    protected override string Cookies => "none=1";

    protected override void Opened() => SendText("{\"protocol\":\"blazorpack\",\"version\":1}\u001e"u8);

    public override void StayAlive() => SendBytes([2, 0x91, 6]);

    public override void Click() => SendBytes(MessagePack.Call("BeginInvokeDotNetFromJS", $"{++calls}", null, "DispatchEventAsync", interop, Click1));

    protected override void Take(ReadOnlySpan<byte> message)
    {
        if (!isShaken)
        {
            Start(message);
            return;
        }

        while (MessagePack.TryLength(message, out var head, out var length))
        {
            TakeOne(message.Slice(head, length));
            message = message[(head + length)..];
        }
    }

    void Start(ReadOnlySpan<byte> answer)
    {
        if (!answer.StartsWith("{}\u001e"u8))
        {
            Fail($"its handshake was answered {Encoding.UTF8.GetString(answer)}");
            return;
        }

        isShaken = true;
        SendBytes(MessagePack.Call("StartCircuit", Server.GetLeftPart(UriPartial.Authority) + "/", Server.ToString(), $"[{marker}]", ""));
    }

    void TakeOne(ReadOnlySpan<byte> message)
    {
        var (_, method) = MessagePack.Read(ref message);

        switch (method)
        {
            case "JS.RenderBatch":
                SendBytes(MessagePack.Call("OnRenderCompleted", MessagePack.Number(ref message), null));
                Rendered();
                break;
            case "JS.BeginInvokeJS":
                Invoked(ref message);
                break;
            case "JS.Error":
                Fail($"its circuit failed: {Encoding.UTF8.GetString(MessagePack.Text(ref message))}");
                break;
        }
    }

    void Rendered()
    {
        if (IsReady)
            Heard++;
        else
            IsReady = interop > 0;
    }

    void Invoked(ref ReadOnlySpan<byte> message)
    {
        var task = MessagePack.Number(ref message);
        var function = Encoding.UTF8.GetString(MessagePack.Text(ref message));
        var arguments = Encoding.UTF8.GetString(MessagePack.Text(ref message));

        // By this object events come to the page's renderer.
        if (function.EndsWith("attachWebRendererInterop", StringComparison.Ordinal))
            interop = JsonDocument.Parse(arguments).RootElement[1].GetProperty("__dotNetObject").GetInt64();

        SendBytes(MessagePack.Call("EndInvokeJSFromDotNet", task, true, $"[{task},true,null]"));
    }

    [GeneratedRegex("<!--Blazor:(\\{.*?\\})-->")]
    private static partial Regex Marker();
}
