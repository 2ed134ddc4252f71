namespace Million;

/// <summary>A line that fills up; on a terminal in place, in a file once when it is full.</summary>
sealed class ProgressBar(string what, int total) : IDisposable
{
    const int Width = 40;

    int done;

    /// <summary>One more; now and then draws, and gives way to the other processes.</summary>
    public async ValueTask StepAsync()
    {
        if (++done % 1024 != 0)
            return;

        await Task.Yield();

        if (!Console.IsOutputRedirected && done % (64 * 1024) == 0)
            Draw();
    }

    public void Dispose()
    {
        Draw();
        Console.WriteLine();
    }

    void Draw()
    {
        var full = (int)((long)Width * done / total);
        var start = Console.IsOutputRedirected ? "" : "\r";

        Console.Write($"{start}{what} [{new string('#', full)}{new string('.', Width - full)}] {done:N0}");
    }
}
