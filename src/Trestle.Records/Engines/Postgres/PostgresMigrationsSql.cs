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

    // One that was stopped half-way left an index that nobody uses; one that was stopped just after it left a good one.
    protected override void Generate(
        CreateIndexOperation operation, IModel? model, MigrationCommandListBuilder builder, bool terminate = true)
    {
        if (operation[MigrationSteps.ConcurrentlyAnnotation] is not true)
        {
            base.Generate(operation, model, builder, terminate);
            return;
        }

        var name = Dependencies.SqlGenerationHelper.DelimitIdentifier(operation.Name);
        var plain = new MigrationCommandListBuilder(Dependencies);
        base.Generate(operation, model, plain, terminate);

        builder
            .AppendLine(
                $"""
                DO $$ BEGIN IF EXISTS (SELECT FROM pg_index WHERE indexrelid = to_regclass('{name}') AND NOT indisvalid) THEN
                    DROP INDEX {name};
                END IF; END $$;
                """)
            .EndCommand(suppressTransaction: true)
            .Append(plain.GetCommandList()[0].CommandText.Replace("CONCURRENTLY", "CONCURRENTLY IF NOT EXISTS", StringComparison.Ordinal))
            .EndCommand(suppressTransaction: true);
    }
}
