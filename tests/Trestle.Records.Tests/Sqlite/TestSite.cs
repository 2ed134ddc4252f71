using System.Reflection;
using Microsoft.Data.Sqlite;

namespace Trestle.Records.Tests;

/// <summary>A SQLite file in a folder of its own for a test.</summary>
public sealed class TestSite : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("trestle-records-").FullName;

    public string ConnectionString => $"Data Source={Name}";

    /// <summary>What messages call it.</summary>
    public string Name => Path.Combine(folder, "test.db");

    public bool IsBeingWritten => !WriteGate.For(Name).IsFree;

    public DatabaseOptions Options(params Assembly[] assemblies) => new() { ConnectionString = ConnectionString, Assemblies = assemblies };

    /// <summary>Runs a statement through a connection of its own, which sees only what is committed.</summary>
    public object? Run(string sql)
    {
        using var connection = new SqliteConnection($"{ConnectionString};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;

        return command.ExecuteScalar();
    }

    /// <summary>Lets nobody write the table until disposed; all may read.</summary>
    public IDisposable HoldWriters(string table) => WriteGate.For(Name).EnterAsync(TimeSpan.FromSeconds(10), default).AsTask().GetAwaiter().GetResult();

    /// <summary>Returns once so many wait to write; here each runs up to the gate at once.</summary>
    public void AwaitHeldWriters(int count) => Assert.True(IsBeingWritten);

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
