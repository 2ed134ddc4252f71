using Humanizer;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace Trestle;

/// <summary>
/// What a migration can say in fewer words than with EF's own steps, and undo by itself. EF's remain beside them.
/// </summary>
public static class MigrationSteps
{
    // Npgsql's name for it; SQLite needs no such thing.
    internal const string ConcurrentlyAnnotation = "Npgsql:CreatedConcurrently";

    extension(MigrationBuilder migration)
    {
        /// <summary>Makes a table with a key <c>id</c> that numbers itself, and what is said in the lines.</summary>
        public void CreateTable(string name, Action<NewTable> lines, bool id = true) =>
            migration.Operations.AddRange(OperationsOf(name, lines, id));

        /// <summary>Drops a table; what it was is told so that a rollback can make it again, empty.</summary>
        public void DropTable(string name, Action<NewTable> was, bool id = true) =>
            migration.Reversible(up => up.DropTable(name), down => down.CreateTable(name, was, id));

        /// <summary>
        /// "articles" and "tags" make <c>articles_tags</c>, whose rows are pairs: each once, gone with either of the two.
        /// </summary>
        public void CreateJoinTable(string one, string other, Action<NewTable>? lines = null, string? name = null)
        {
            var (first, second) = (one.Singularize(inputIsKnownToBePlural: false), other.Singularize(inputIsKnownToBePlural: false));

            migration.CreateTable(name ?? $"{one}_{other}", table =>
            {
                table.Reference(first, to: one);
                table.Reference(second, to: other);
                table.PrimaryKey($"{first}_id", $"{second}_id");
                lines?.Invoke(table);
            },
            id: false);
        }

        /// <summary>Drops a column; its type and traits are told so that a rollback can add it again, empty.</summary>
        public void DropColumn<T>(
            string name, string table, int? maxLength = null, bool nullable = false, object? defaultValue = null) =>
            migration.Reversible(
                up => up.DropColumn(name, table),
                down =>
                {
                    var column = NewColumn.Of<T>(table, name, nullable);
                    (column.MaxLength, column.DefaultValue) = (maxLength, defaultValue);
                    down.Operations.Add(column);
                });

        /// <summary>"article" adds the column <c>article_id</c>, its index, and its foreign key to <c>articles</c>.</summary>
        public void AddReference(
            string table, string name, string? to = null, bool nullable = false, bool unique = false, ReferentialAction? onDelete = null)
        {
            var reference = new NewReference(table, name, to, nullable, unique, onDelete);

            migration.Operations.AddRange([reference.Column, reference.ForeignKey, reference.Index]);
        }

        /// <summary>Drops what <see cref="AddReference"/> adds, told in the same words.</summary>
        public void DropReference(
            string table, string name, string? to = null, bool nullable = false, bool unique = false, ReferentialAction? onDelete = null) =>
            migration.Revert(added => added.AddReference(table, name, to, nullable, unique, onDelete));

        /// <summary>"subject" adds <c>subject_type</c> and <c>subject_id</c>, which together name a row of any table, and their index.</summary>
        public void AddPolymorphicReference(string table, string name, bool nullable = false)
        {
            migration.Operations.Add(NewColumn.Of<string>(table, $"{name}_type", nullable));
            migration.Operations.Add(NewColumn.Of<int>(table, $"{name}_id", nullable));
            migration.AddIndex(table, [$"{name}_type", $"{name}_id"]);
        }

        public void AddIndex(
            string table, string column, bool unique = false, string? where = null, string? name = null, bool concurrently = false) =>
            migration.AddIndex(table, [column], unique, where, name, concurrently);

        /// <summary>
        /// Adds an index; of the rows for which <paramref name="where"/> holds, if that is given. Made
        /// <paramref name="concurrently"/>, it lets PostgreSQL write the table meanwhile: such steps need a migration of
        /// their own, since no transaction can hold them.
        /// </summary>
        public void AddIndex(
            string table, string[] columns, bool unique = false, string? where = null, string? name = null, bool concurrently = false)
        {
            var index = NewIndex.Of(table, columns, unique, where, name);

            if (concurrently)
                index[ConcurrentlyAnnotation] = true;

            migration.Operations.Add(index);
        }

        public void DropIndex(string table, string[] columns, bool unique = false, string? where = null, string? name = null) =>
            migration.Revert(added => added.AddIndex(table, columns, unique, where, name));

        /// <summary>Adds a foreign key: from "comments" to "articles" it is that of <c>article_id</c>.</summary>
        public void AddForeignKey(
            string table, string to, string? column = null, ReferentialAction onDelete = ReferentialAction.NoAction, string? name = null) =>
            migration.Operations.Add(NewForeignKey.Of(table, to, column ?? ColumnTo(to), onDelete, name));

        public void DropForeignKey(
            string table, string to, string? column = null, ReferentialAction onDelete = ReferentialAction.NoAction, string? name = null) =>
            migration.Revert(added => added.AddForeignKey(table, to, column, onDelete, name));

        /// <summary>Runs SQL, and other SQL when it is rolled back.</summary>
        public void Sql(string sql, string undo) => migration.Reversible(up => up.Sql(sql), down => down.Sql(undo));

        /// <summary>
        /// Runs code in the migration's transaction, in a unit of work of its own: records can be found and saved. Mind that
        /// the classes may have changed by the time somebody runs this again; SQL has not.
        /// </summary>
        public void Run(Func<Task> step) => migration.Operations.Add(new DataOperation(step));

        /// <summary>Runs code, and other code when it is rolled back.</summary>
        public void Run(Func<Task> step, Func<Task> undo) => migration.Reversible(up => up.Run(step), down => down.Run(undo));

        /// <summary>Steps whose undoing is said beside them.</summary>
        public void Reversible(Action<MigrationBuilder> up, Action<MigrationBuilder> down) =>
            migration.Operations.Add(new ReversibleOperation(migration.StepsOf(up), migration.StepsOf(down)));

        /// <summary>Steps that a rollback leaves as they are.</summary>
        public void UpOnly(Action<MigrationBuilder> up) => migration.Reversible(up, _ => { });

        /// <summary>Undoes steps of an earlier migration, told in the words that did them.</summary>
        public void Revert(Action<MigrationBuilder> steps)
        {
            var done = migration.StepsOf(steps);

            migration.Operations.Add(new ReversibleOperation([.. MigrationReversal.Of(done)], done));
        }

        List<MigrationOperation> StepsOf(Action<MigrationBuilder> steps)
        {
            var inner = new MigrationBuilder(migration.ActiveProvider);
            steps(inner);

            return inner.Operations;
        }
    }

    static IEnumerable<MigrationOperation> OperationsOf(string name, Action<NewTable> lines, bool id)
    {
        var table = new NewTable(name, id);
        lines(table);

        return table.Operations;
    }

    static string ColumnTo(string table) => $"{table.Singularize(inputIsKnownToBePlural: false)}_id";
}
