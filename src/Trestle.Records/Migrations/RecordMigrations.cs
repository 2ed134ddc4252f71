using System.Reflection;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Trestle;

/// <summary>Finds the migrations in all of an application's assemblies; EF's own looks into one.</summary>
sealed class RecordMigrations(ICurrentDbContext current) : IMigrationsAssembly
{
    readonly IReadOnlyList<Assembly> assemblies = ((RecordContext)current.Context).Assemblies;
    readonly IReadOnlyDictionary<string, Migration> given = ((RecordContext)current.Context).GivenMigrations;

    public IReadOnlyDictionary<string, TypeInfo> Migrations => field ??= Find();

    public ModelSnapshot? ModelSnapshot => null;

    public Assembly Assembly => assemblies[0];

    /// <summary>The ids, oldest first.</summary>
    public IEnumerable<string> Ids => Migrations.Keys.Concat(given.Keys).Order(StringComparer.Ordinal);

    public Migration Create(string id, string activeProvider)
    {
        if (!given.TryGetValue(id, out var migration))
            return CreateMigration(Migrations[id], activeProvider);

        migration.ActiveProvider = activeProvider;

        return migration;
    }

    /// <summary>By id, by name, or by the time it begins with.</summary>
    public string? FindMigrationId(string nameOrId) =>
        Ids.FirstOrDefault(id => IsSame(id, nameOrId))
        ?? Ids.FirstOrDefault(id => IsSame(Name(id), nameOrId))
        ?? Ids.FirstOrDefault(id => id.StartsWith($"{nameOrId}_", StringComparison.Ordinal));

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

    static bool IsMigration(TypeInfo type) => type.IsSubclassOf(typeof(Migration)) && type is { IsAbstract: false, ContainsGenericParameters: false };

    // The class has the name already, so that the time alone does.
    static string Id(TypeInfo migration) => migration.GetCustomAttribute<MigrationAttribute>()?.Id switch
    {
        null => throw NoId(migration),
        var id when id.Contains('_', StringComparison.Ordinal) => id,
        var time => $"{time}_{migration.Name}",
    };

    static InvalidOperationException NoId(TypeInfo migration) => new(
        $"""
        The migration {migration.Name} has no id, so that its place among the others is unknown.

        Give it the time it was written, as year, month, day, hour, minute and second:

            [Migration("20250131120000")]
        """);
}
