using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure.Internal;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata.Internal;
using Npgsql.EntityFrameworkCore.PostgreSQL.Migrations;

namespace Trestle;

/// <summary>
/// Numbers the rows of a table with one integer key by itself, so that a migration need not say it in PostgreSQL's
/// words.
/// </summary>
#pragma warning disable EF1001 // Npgsql's generator takes its options so; they are public, though not promised.
sealed class PostgresMigrationsSql(
    MigrationsSqlGeneratorDependencies dependencies, INpgsqlSingletonOptions options)
    : NpgsqlMigrationsSqlGenerator(dependencies, options)
#pragma warning restore EF1001
{
    protected override void Generate(
        CreateTableOperation operation, IModel? model, MigrationCommandListBuilder builder, bool terminate = true)
    {
#pragma warning disable EF1001
        const string Strategy = NpgsqlAnnotationNames.ValueGenerationStrategy;
#pragma warning restore EF1001

        if (operation.PrimaryKey?.Columns is [var key]
            && operation.Columns.Find(c => c.Name == key) is { } column
            && (column.ClrType == typeof(int) || column.ClrType == typeof(long))
            && column.FindAnnotation(Strategy) is null)
            column[Strategy] = NpgsqlValueGenerationStrategy.IdentityByDefaultColumn;

        base.Generate(operation, model, builder, terminate);
    }
}
