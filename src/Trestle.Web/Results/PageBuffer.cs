using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Trestle;

/// <summary>
/// Holds a whole answer before any of it is sent: an exception half-way still becomes a clean error page, cookies may be set
/// while rendering, and the length is known. Each thread keeps one to use again.
/// </summary>
sealed class PageBuffer : IBufferWriter<byte>, IDisposable
{
    const int KeptBytes = 256 * 1024;

    [ThreadStatic]
    static PageBuffer? spare;

    readonly ArrayBufferWriter<byte> bytes = new(4096);

    public static PageBuffer Rent()
    {
        var rented = spare ?? new();
        spare = null;

        return rented;
    }

    public ReadOnlySpan<byte> Written => bytes.WrittenSpan;

    public void Advance(int count) => bytes.Advance(count);

    public Memory<byte> GetMemory(int sizeHint = 0) => bytes.GetMemory(sizeHint);

    public Span<byte> GetSpan(int sizeHint = 0) => bytes.GetSpan(sizeHint);

    public void Write(string text) => _ = Encoding.UTF8.GetBytes(text, this);

    /// <summary>Copies the answer out before it returns, so the buffer may go back while the socket still drains.</summary>
    public Task SendAsync(HttpResponse response, int status, string contentType)
    {
        response.StatusCode = status;
        response.ContentType = contentType;
        response.ContentLength = bytes.WrittenCount;

        // Before the response has started, Kestrel keeps what is written in memory of its own; the flush starts it.
        response.BodyWriter.Write(Written);
        var flush = response.BodyWriter.FlushAsync();

        if (!flush.IsCompletedSuccessfully)
            return flush.AsTask();

        _ = flush.GetAwaiter().GetResult();

        return Task.CompletedTask;
    }

    public void Dispose()
    {
        if (bytes.Capacity > KeptBytes)
            return;

        bytes.ResetWrittenCount();
        spare = this;
    }
}
