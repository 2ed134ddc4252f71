using System.Reflection;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Trestle;

/// <summary>Finds the migrations in all of an application's assemblies; EF's own looks into one.</summary>
sealed class RecordMigrations(ICurrentDbContext current) : IMigrationsAssembly
{
    readonly IReadOnlyList<Assembly> assemblies = ((RecordContext)current.Context).Assemblies;

    public IReadOnlyDictionary<string, TypeInfo> Migrations => field ??= Find();

    public ModelSnapshot? ModelSnapshot => null;

    public Assembly Assembly => assemblies[0];

    public string? FindMigrationId(string nameOrId) =>
        Migrations.Keys.FirstOrDefault(id => IsSame(id, nameOrId))
        ?? Migrations.Keys.FirstOrDefault(id => IsSame(Name(id), nameOrId));

    public Migration CreateMigration(TypeInfo migrationClass, string activeProvider)
    {
        var migration = (Migration)Activator.CreateInstance(migrationClass.AsType())!;
        migration.ActiveProvider = activeProvider;

        return migration;
    }

    SortedList<string, TypeInfo> Find()
    {
        var found = new SortedList<string, TypeInfo>(StringComparer.Ordinal);

        foreach (var type in assemblies.SelectMany(a => a.DefinedTypes).Where(IsMigration))
            if (!found.TryAdd(Id(type), type))
                throw new InvalidOperationException(
                    $"expected migration ids to differ, got {Id(type)} for {found[Id(type)].Name} and {type.Name}");

        return found;
    }

    // 20250131120000_CreateArticles
    static string Name(string id) => id[(id.IndexOf('_', StringComparison.Ordinal) + 1)..];

    static bool IsSame(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);

    static bool IsMigration(TypeInfo type) => type.IsSubclassOf(typeof(Migration)) && !type.IsAbstract;

    static string Id(TypeInfo migration) =>
        migration.GetCustomAttribute<MigrationAttribute>()?.Id ?? throw NoId(migration);

    static InvalidOperationException NoId(TypeInfo migration) => new(
        $"""
        The migration {migration.Name} has no id, so that its place among the others is unknown.

        Give it one that begins with the time it was written:

            [DbContext(typeof(RecordContext)), Migration("20250131120000_{migration.Name}")]
        """);
}
