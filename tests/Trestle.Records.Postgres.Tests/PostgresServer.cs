using System.Collections.Concurrent;
using System.Diagnostics;
using Npgsql;

namespace Trestle.Records.Tests;

/// <summary>
/// A PostgreSQL of the tests' own, in a temporary folder, reached through a socket there. A shell keeps it: when this
/// process ends, however it ends, the shell's input closes, and it stops the server and removes the folder.
/// </summary>
public sealed class PostgresServer
{
    // Nothing here must outlive a power cut.
    const string Settings =
        "-c listen_addresses= -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=300 -c shared_buffers=64MB";

    static readonly Lazy<PostgresServer> shared = new(Start);

    readonly Process shell;
    readonly ConcurrentBag<string> idle = [];
    int databases;

    PostgresServer(Process shell, string folder)
    {
        this.shell = shell;
        Folder = folder;
    }

    public static PostgresServer Shared => shared.Value;

    string Folder { get; }

    /// <summary>An empty database, used before or new: making one costs more than most tests.</summary>
    public string Rent()
    {
        if (idle.TryTake(out var used))
            return used;

        var name = $"test_{Interlocked.Increment(ref databases)}";
        Run("postgres", $"CREATE DATABASE {name}");

        return name;
    }

    public void Return(string database)
    {
        Run(
            database,
            """
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid();
            DROP SCHEMA public CASCADE;
            CREATE SCHEMA public
            """);
        idle.Add(database);
    }

    public void Drop(string database) => Run("postgres", $"DROP DATABASE IF EXISTS {database} WITH (FORCE)");

    public string ConnectionString(string database) => $"Host={Folder};Username=postgres;Database={database};Maximum Pool Size=20";

    public object? Run(string database, string sql)
    {
        using var connection = new NpgsqlConnection(ConnectionString(database) + ";Pooling=false");
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);

        return command.ExecuteScalar();
    }

    static PostgresServer Start()
    {
        var programs = Programs();
        var script =
            $"""
            umask 077
            folder=$(mktemp -d) && cd "$folder" || exit 1
            '{programs}/initdb' -D "$folder/data" -U postgres -A trust -E UTF8 --locale=C --no-sync > log 2>&1 || exit 1
            '{programs}/pg_ctl' start -w -t 60 -D "$folder/data" -l log -o "-k $folder {Settings}" > /dev/null || exit 1
            echo "$folder"
            read -r _
            '{programs}/pg_ctl' stop -m immediate -D "$folder/data" > /dev/null
            cd / && rm -rf "$folder"
            """;

        var shell = Process.Start(new ProcessStartInfo(Command(), [.. Arguments(), script])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            WorkingDirectory = "/",
        })!;

        return shell.StandardOutput.ReadLine() is { } folder
            ? new(shell, folder)
            : throw new InvalidOperationException($"The tests' PostgreSQL did not start; {programs}/initdb, run as an ordinary user, may say why.");
    }

    // PostgreSQL refuses to run as root.
    static string Command() => Environment.IsPrivilegedProcess ? "runuser" : "sh";

    static string[] Arguments() => Environment.IsPrivilegedProcess ? ["-u", "postgres", "--", "sh", "-c"] : ["-c"];

    static string Programs()
    {
        var installed = Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql") : [];
        var onPath = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);

        return installed.OrderDescending(StringComparer.Ordinal).Select(version => Path.Combine(version, "bin"))
            .Concat(onPath)
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")))
            ?? throw new InvalidOperationException(
                """
                These tests run on a PostgreSQL of their own, and its server is not on this machine.

                Install it:

                    sudo apt-get install postgresql
                """);
    }
}
