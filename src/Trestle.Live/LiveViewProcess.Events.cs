using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;

namespace Trestle;

sealed partial class LiveViewProcess
{
    const string ClearFlash = "lv:clear-flash";

    async Task HandleAsync(ViewEvent happened)
    {
        byte[]? reply = null;

        try
        {
            ListUploads(happened);
            reply = await RunAsync(happened);
        }
        catch (RequestException refused)
        {
            // What came is no form, or does not fit its params: the sender is at fault, the view goes on as it was.
            Node.Logger.EventRefused(Process!.DisplayName, refused.Message);
        }

        await AnswerAsync(happened.Ref, reply);
    }

    async Task<byte[]?> RunAsync(ViewEvent happened)
    {
        // A handler that is no longer on the page, or takes another kind of event, is none: a page that was just
        // changed under the pointer must not crash, and neither must a forged event.
        if (happened.Component is { } number)
        {
            return view!.IfRare?.Components?.Find(number) is { } component ? await component.RunAsync(happened.Handler, Readable(happened.Happened), happened.Sent) : null;
        }
        else if (happened.Handler is ['~', ..])
        {
            if (LiveRenderer.FindHandler(view!, context!, happened.Handler) is { } handler && Takes(handler, happened.Happened))
                await handler.InvokeAsync(Readable(happened.Happened));
        }
        else if (join.ViewClass.NamedEvents?.GetValueOrDefault(happened.Handler) is { } named)
        {
            return await named.AnswerAsync(view!, Readable(happened.Happened), happened.Sent);
        }
        else if (happened.Handler == ClearFlash)
        {
            context!.Flash.Dismiss((happened.Happened as ClickEvent)?.Values.GetValueOrDefault("key"));
        }

        return null;
    }

    /// <summary>Every event is answered: until then its element is locked.</summary>
    async Task AnswerAsync(string? reference, byte[]? reply = null)
    {
        if (await SettleAsync() is { } departure)
        {
            FlushEvents();
            channel.Reply(reference, ok: true, json => json.WriteDeparture(departure, SealedFlash));
            Self.Exit(ExitReason.Normal);
        }

        using var diff = PageBuffer.Rent();

        if (await RenderAsync(diff) || reply is not null)
            channel.Reply(reference, ok: true, json => WriteDiff(json, diff, reply));
        else
            channel.Reply(reference, ok: true, ChannelWriter.Empty);

        channel.Handled();
    }

    void WriteDiff(Utf8JsonWriter json, PageBuffer diff, byte[]? reply)
    {
        json.WriteStartObject();
        json.WritePropertyName("diff");
        WriteTree(json, diff, reply);
        json.WriteEndObject();
    }

    static bool Takes(LiveHandler handler, object happened) =>
        handler.EventType is not { } type || type.IsInstanceOfType(happened);

    object Readable(object happened) => happened is FormEvent form
        ? form with { Binder = context!.Services.GetRequiredService<ParamsBinder>() }
        : happened;
}
