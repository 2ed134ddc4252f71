using Microsoft.Extensions.Logging;

namespace Trestle.Records.Tests;

/// <summary>A migrated database of its own, and a unit of work for the test. Which database it is, the project decides: TestSite.</summary>
public abstract class TestDatabase : IAsyncLifetime
{
    UnitOfWork work;

    // In the constructor and not in InitializeAsync: what an async method does to an AsyncLocal ends with it.
    protected TestDatabase()
    {
        Database = new(Options) { Committed = Hear };
        work = Database.BeginUnitOfWork();
    }

    protected Database Database { get; }

    protected FakeTime Time { get; } = new();

    protected List<object> Facts { get; } = [];

    protected LogLines Log { get; } = new();

    protected TestSite Site { get; } = new();

    protected virtual DatabaseOptions Options => Site.Options(typeof(Article).Assembly) with
    {
        Time = Time,
        Loggers = Log,
    };

    public virtual async ValueTask InitializeAsync()
    {
        await Database.MigrateAsync();
        Log.Lines.Clear();
    }

    // Facts of many writers come from many threads.
    void Hear(object fact)
    {
        lock (Facts)
            Facts.Add(fact);
    }

    public async ValueTask DisposeAsync()
    {
        await work.DisposeAsync();
        await Database.DisposeAsync();
        Site.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends the test's unit of work, as at the end of a request, and begins another.</summary>
    protected void InNewUnitOfWork()
    {
        _ = work.DisposeAsync();
        work = Database.BeginUnitOfWork();
    }

    protected static async Task<Article> SavedArticle(string title = "Bridges", string? slug = null)
    {
        var article = new Article { Title = title, Body = "They carry rails over valleys.", Slug = slug };
        Assert.True(await article.SaveAsync(), string.Join(", ", article.Errors.FullMessages));

        return article;
    }

    protected static async Task<Tag> SavedTag(string name, int uses = 0)
    {
        var tag = new Tag { Name = name, Uses = uses };
        Assert.True(await tag.SaveAsync(), string.Join(", ", tag.Errors.FullMessages));

        return tag;
    }
}

public sealed class FakeTime : TimeProvider
{
    DateTimeOffset now = new(2025, 1, 31, 12, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => now;

    public void Advance(TimeSpan by) => now += by;
}

/// <summary>What Trestle logged; EF's own lines are left out, unless asked for.</summary>
public sealed class LogLines(string category = "Trestle") : ILoggerFactory, ILogger
{
    public List<string> Lines { get; } = [];

    public ILogger CreateLogger(string categoryName) =>
        categoryName.StartsWith(category, StringComparison.Ordinal) ? this : Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Add($"{logLevel}: {formatter(state, exception)}");

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public void Dispose()
    {
    }
}
