using Microsoft.Extensions.Caching.Memory;

namespace Trestle;

/// <summary>Keeps pieces of pages in this process's memory, 64 MiB of them; the least recently shown go first.</summary>
sealed class MemoryFragments(TimeProvider clock) : IFragmentCache, IDisposable
{
    const long MostCharacters = 32 * 1024 * 1024;

    readonly MemoryCache cache = new(new MemoryCacheOptions { SizeLimit = MostCharacters });

    public string? Find(string key) => cache.TryGetValue(key, out Fragment? kept) && (kept!.Until is null || clock.GetUtcNow() < kept.Until) ? kept.Html : null;

    public void Keep(string key, string html, TimeSpan? time)
    {
        using var entry = cache.CreateEntry(key);
        entry.Value = new Fragment(html, clock.GetUtcNow() + time);
        entry.Size = key.Length + html.Length;
        entry.AbsoluteExpirationRelativeToNow = time;
    }

    public void Dispose() => cache.Dispose();

    sealed record Fragment(string Html, DateTimeOffset? Until);
}
