using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace Trestle;

/// <summary>Steps of a migration together with those that undo them.</summary>
sealed class ReversibleOperation(IReadOnlyList<MigrationOperation> up, IReadOnlyList<MigrationOperation> down) : MigrationOperation
{
    public IReadOnlyList<MigrationOperation> Up { get; } = up;

    public IReadOnlyList<MigrationOperation> Down { get; } = down;

    /// <summary>The steps to do, those within others taken out.</summary>
    public static IEnumerable<MigrationOperation> Flatten(IEnumerable<MigrationOperation> operations) =>
        operations.SelectMany(o => o is ReversibleOperation both ? Flatten(both.Up) : [o]);
}

/// <summary>A step of a migration that is code.</summary>
sealed class DataOperation(Func<Task> run) : MigrationOperation
{
    public Func<Task> Run { get; } = run;
}
