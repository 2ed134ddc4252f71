using System.Data;
using Microsoft.Data.Sqlite;

namespace Trestle.Records.Tests;

public class SqliteShelfTests : TestDatabase
{
    readonly SqliteShelf shelf = new();

    [Fact]
    public void A_connection_that_rests_is_closed_and_opens_as_it_was()
    {
        var connection = Opened();
        Run(connection, "CREATE TEMP TABLE marks (id INTEGER)");
        shelf.Give(connection);

        Assert.Equal(ConnectionState.Closed, connection.State);
        Assert.Same(connection, shelf.Take());
        connection.Open();
        Run(connection, "INSERT INTO marks VALUES (1)");
    }

    [Fact]
    public async Task Queries_of_different_units_of_work_borrow_the_same_one()
    {
        await using (Database.BeginUnitOfWork())
            await Trestle.Database.Current.Database.ExecuteSqlRawAsync("CREATE TEMP TABLE marks (id INTEGER)");

        await using var work = Database.BeginUnitOfWork();

        Assert.Equal(0, await Trestle.Database.Current.Database.SqlQuery<int>($"SELECT COUNT(*) AS Value FROM marks").SingleAsync());
    }

    [Fact]
    public void A_forgotten_transaction_is_undone()
    {
        var connection = Opened();
        Run(connection, "CREATE TABLE forgotten (id INTEGER)");
        Run(connection, "BEGIN IMMEDIATE; INSERT INTO forgotten VALUES (1)");
        shelf.Give(connection);

        using var other = Opened();
        Run(other, "PRAGMA busy_timeout = 0; INSERT INTO forgotten VALUES (2)");
        Assert.Equal(1L, Scalar(other, "SELECT COUNT(*) FROM forgotten"));
    }

    [Fact]
    public void A_forgotten_reader_is_closed()
    {
        var connection = Opened();
        var handle = connection.Handle!;
        using var command = connection.CreateCommand();
        command.CommandText = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 100) SELECT i FROM n";
        var reader = command.ExecuteReader();
        Assert.True(reader.Read());
        shelf.Give(connection);

        Assert.True(reader.IsClosed);
        Assert.True(handle.IsClosed);
    }

    [Fact]
    public async Task One_that_could_not_be_set_up_is_not_kept()
    {
        var file = Site.Name + "-no-database";
        await File.WriteAllTextAsync(file, new string('x', 5000));
        var connection = new KeptConnection($"Data Source={file};Pooling=False");

        Assert.Throws<SqliteException>(connection.Open);

        Assert.Equal(ConnectionState.Closed, connection.State);
        Assert.Null(connection.Handle);
    }

    [Fact]
    public async Task A_unit_of_work_takes_no_connection_of_its_own()
    {
        await using var work = Database.BeginUnitOfWork();
        await using var own = new SqliteConnection("Data Source=own.db");

        var failure = Assert.Throws<NotSupportedException>(() => Trestle.Database.Current.Database.SetDbConnection(own));

        Assert.Equal(
            """
            A unit of work was given a connection of its own, own.db, but each of its queries borrows one of the database's.

            Name the file in the options of a Database, and begin the unit of work there: DatabaseOptions.ForFile(path).
            """,
            failure.Message);
    }

    [Fact]
    public void At_most_64_rest()
    {
        for (var number = 0; number < 65; number++)
            shelf.Give(new(Options.ConnectionString));

        Assert.Equal(64, Enumerable.Range(0, 65).Count(_ => shelf.Take() is not null));
    }

    [Fact]
    public void What_comes_back_after_the_file_has_gone_is_closed()
    {
        var (resting, used) = (Opened(), Opened());
        var (restingHandle, usedHandle) = (resting.Handle!, used.Handle!);
        shelf.Give(resting);
        shelf.Dispose();
        Assert.True(restingHandle.IsClosed);
        Assert.False(usedHandle.IsClosed);

        shelf.Give(used);

        Assert.True(usedHandle.IsClosed);
        Assert.Null(shelf.Take());
    }

    KeptConnection Opened()
    {
        var connection = new KeptConnection($"{Options.ConnectionString};Pooling=False");
        connection.Open();

        return connection;
    }

    static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    static object? Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;

        return command.ExecuteScalar();
    }
}
