using Microsoft.Extensions.DependencyInjection;

namespace Trestle;

/// <summary>Hands a view, and its components, what they are sent: events of browsers, messages of processes.</summary>
static class ViewHandlers
{
    /// <summary>Runs what an event stands for; what a script is told in answer, as JSON.</summary>
    public static async Task<byte[]?> RunAsync(LiveView view, LiveViewClass viewClass, ViewContext context, ViewEvent happened)
    {
        // A handler that is no longer on the page, or takes another kind of event, is none: a page that was just
        // changed under the pointer must not crash, and neither must a forged event.
        if (happened.Component is { } number)
        {
            return view.IfRare?.Components?.Find(number) is { } component
                ? await component.RunAsync(happened.Handler, Readable(happened.Happened, context), happened.Sent)
                : null;
        }

        if (happened.Handler is [HandlerId.Mark, ..])
        {
            if (LiveRenderer.FindHandler(view, context, happened.Handler) is { } handler && Takes(handler, happened.Happened))
                await handler.InvokeAsync(Readable(happened.Happened, context));

            return null;
        }

        return viewClass.NamedEvents?.GetValueOrDefault(happened.Handler) is { } named
            ? await named.AnswerAsync(view, Readable(happened.Happened, context), happened.Sent)
            : null;
    }

    /// <summary>Begins to handle a message; false when neither the view nor a component has a handler for it.</summary>
    public static bool TryHandle(LiveView view, LiveViewClass viewClass, object message, out ValueTask<object?> handling)
    {
        if (message is not ComponentMessage letter)
            return viewClass.Handlers.TryHandle(view, message, out handling);

        handling = default;

        // One for a component that has gone meanwhile has nobody to read it.
        if (view.IfRare?.Components?.Find(letter.Component, letter.Id) is { } addressee
            && !HandlerTable.For(letter.Component).TryHandle(addressee.Component, letter.Message, out handling))
            throw new UnhandledMessageException(letter.Component, letter.Message.GetType());

        return true;
    }

    static bool Takes(LiveHandler handler, object happened) =>
        handler.EventType is not { } type || type.IsInstanceOfType(happened);

    static object Readable(object happened, ViewContext context) => happened is FormEvent form
        ? form with { Binder = context.Services.GetRequiredService<ParamsBinder>() }
        : happened;
}
