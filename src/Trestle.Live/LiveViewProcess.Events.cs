using System.Text.Json;

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

            if (happened is { Component: null, Handler: ClearFlash })
                context!.Flash.Dismiss((happened.Happened as ClickEvent)?.Values.GetValueOrDefault("key"));
            else
                reply = await ViewHandlers.RunAsync(view!, join.ViewClass, context!, happened);
        }
        catch (RequestException refused)
        {
            // What came is no form, or does not fit its params: the sender is at fault, the view goes on as it was.
            Node.Logger.EventRefused(Process!.DisplayName, refused.Message);
        }

        await AnswerAsync(happened.Ref, reply);
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
}
