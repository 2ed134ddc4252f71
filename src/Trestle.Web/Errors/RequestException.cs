namespace Trestle;

/// <summary>A request that cannot be answered as asked: its status, and a sentence the sender may read.</summary>
sealed class RequestException(int status, string message, string? title = null, Exception? inner = null)
    : Exception(message, inner)
{
    public int Status { get; } = status;
    public string? Title { get; } = title;
}
