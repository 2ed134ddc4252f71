namespace Trestle;

sealed partial class SharedViewProcess
{
    async Task HandleAsync(ViewEvent happened, LiveChannel channel)
    {
        byte[]? reply = null;

        try
        {
            reply = await ViewHandlers.RunAsync(view!, viewClass, context!, happened);
        }
        catch (RequestException refused)
        {
            // As in any view: the sender is at fault, the view goes on as it was.
            Node.Logger.EventRefused(Process.DisplayName, refused.Message);
        }

        RequireStaying();
        RenderSoon();

        // What it has changed comes to all alike.
        if (reply is null)
            channel.Answer(happened.Ref, ChannelWriter.Empty);
        else
            channel.Answer(happened.Ref, json => json.WriteReply(reply));
    }

    async ValueTask<object?> HandleAsync(object message)
    {
        if (!ViewHandlers.TryHandle(view!, viewClass, message, out var handling))
            return Unhandled(message);

        var reply = await handling;
        RequireStaying();
        RenderSoon();

        return reply;
    }

    void RequireStaying()
    {
        if (view!.TakeDeparture() is { } departure)
            throw new InvalidOperationException(
                $"""
                {key.View.Name} is shared, and sends its browser to "{departure.To}", but it has as many as look at it.

                Show a link there, or let a view of the page itself go there.
                """);
    }
}
