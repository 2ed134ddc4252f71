namespace Trestle.Docs.Tests.Snippets;

/// <summary>A database of its own for the code on a page, with tables for all records of the pages, and a unit of work.</summary>
public abstract class SnippetDatabase : IAsyncLifetime
{
    readonly UnitOfWork work;

    // In the constructor: what an async method does to an AsyncLocal ends with it.
    protected SnippetDatabase()
    {
        Database = new(Options) { Committed = Facts.Add };
        work = Database.BeginUnitOfWork();
    }

    protected DirectoryInfo Folder { get; } = Directory.CreateTempSubdirectory("trestle-docs-");

    protected Database Database { get; }

    protected List<object> Facts { get; } = [];

    protected virtual DatabaseOptions Options =>
        DatabaseOptions.ForFile(Path.Combine(Folder.FullName, "test.db"), typeof(SnippetDatabase).Assembly);

    public virtual async ValueTask InitializeAsync() => await Database.Current.Database.EnsureCreatedAsync();

    public async ValueTask DisposeAsync()
    {
        await work.DisposeAsync();
        await Database.DisposeAsync();
        Folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }
}
