namespace Trestle;

/// <summary>What a new database starts with. An app has at most one subclass; it runs once, after the first migration.</summary>
public abstract class DatabaseSeeds
{
    protected internal abstract Task Run();
}
