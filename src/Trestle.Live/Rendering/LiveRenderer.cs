using System.Buffers;

namespace Trestle;

/// <summary>Renders a live view to the client's tree: whole on join, changed parts only afterwards.</summary>
static class LiveRenderer
{
    /// <summary>Writes the view's HTML, equal to what the client builds from <see cref="Join"/>.</summary>
    public static void Html(Component view, ViewContext context, IBufferWriter<byte> output) =>
        throw new NotImplementedException();

    /// <summary>Writes the whole tree as JSON and returns the tape to keep for the next <see cref="Diff"/>.</summary>
    public static ulong[] Join(Component view, ViewContext context, IBufferWriter<byte> json) =>
        throw new NotImplementedException();

    /// <summary>Writes what changed since <paramref name="tape"/> was made, or nothing when nothing did.</summary>
    public static LiveDiff Diff(Component view, ViewContext context, ulong[] tape, IBufferWriter<byte> json) =>
        throw new NotImplementedException();

    /// <summary>Renders the view again to find the handler that stands behind <c>phx-click="~..."</c>; null when it is gone.</summary>
    public static LiveHandler? FindHandler(Component view, ViewContext context, string id) =>
        throw new NotImplementedException();
}

/// <summary>What a render leaves behind: the tape for the next one, and whether anything was written.</summary>
readonly record struct LiveDiff(ulong[] Tape, bool Changed);

/// <summary>A handler found in a view, ready to be called with <see cref="ClickEvent"/>, <see cref="FormEvent"/> or <see cref="KeyEvent"/>.</summary>
sealed class LiveHandler(Delegate callback)
{
    /// <summary>The event type the handler takes; null when it takes none.</summary>
    public Type? EventType => callback.Method.GetParameters() is [.., var last] ? last.ParameterType : null;

    public Task InvokeAsync(object happened) => throw new NotImplementedException();
}
