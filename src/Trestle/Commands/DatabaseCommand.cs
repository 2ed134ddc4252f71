using System.CommandLine;
using Microsoft.Extensions.Logging.Abstractions;

namespace Trestle;

/// <summary>The commands for an application's database.</summary>
sealed class DatabaseCommand : Command
{
    const int Done = 0;

    static readonly Option<bool> evenInProduction = new("--even-in-production") { Description = "Drop it although it is a production's." };

    readonly SettingOptions settings;

    public DatabaseCommand(SettingOptions settings) : base("db", "Make, change, look at and drop the database.")
    {
        this.settings = settings;

        AddMigrating();
        AddPreparing();
        Add(new Command("schema", "The schema as a file of SQL, Db/schema.sql.")
        {
            On("dump", "Write it.", DumpAsync),
            On("load", "Make an empty database by it, without running migrations.", LoadAsync),
        });
    }

    void AddMigrating()
    {
        var to = new Option<string?>("--to") { Description = "Up or down to this migration: its id, name or time; 0 rolls all back." };
        var steps = new Argument<int>("steps") { Description = "How many migrations.", DefaultValueFactory = _ => 1 };

        Add(On("migrate", "Apply the migrations it lacks.", work => MigrateAsync(work, work.Result.GetValue(to)), to));
        Add(On("rollback", "Undo the migrations applied last.", work => ChangeAsync(work, "Rolled back", d => d.RollbackAsync(work.Result.GetValue(steps), work.Cancellation)), steps));
        Add(On("redo", "Undo the migrations applied last, and apply them again.", work => ChangeAsync(work, "Applied again", d => d.RedoAsync(work.Result.GetValue(steps), work.Cancellation)), steps));
        Add(On("status", "List the migrations: applied, pending, missing.", StatusAsync));
        Add(On("version", "Say which migration was the last.", VersionAsync));
    }

    void AddPreparing()
    {
        Add(On("prepare", "Make it if it is not there, apply the migrations it lacks, seed it if it is new.", work => ChangeAsync(work, "Applied", d => d.PrepareAsync(work.Cancellation))));
        Add(On("seed", "Run the seeds.", work => work.Database.SeedAsync(work.Cancellation)));
        Add(On("create", "Make it, empty, if it is not there.", work => work.Database.CreateAsync(work.Cancellation)));
        Add(On("drop", "Remove it with all it holds.", work => work.Database.DropAsync(work.Result.GetValue(evenInProduction), work.Cancellation), evenInProduction));
        Add(On("reset", "Drop it, and make it anew with its seeds.", work => ChangeAsync(work, "Applied", d => d.ResetAsync(work.Result.GetValue(evenInProduction), work.Cancellation)), evenInProduction));
    }

    Command On(string name, string description, Func<Work, Task> run, params Symbol[] symbols)
    {
        var command = new Command(name, description);

        foreach (var symbol in symbols)
            if (symbol is Option option)
                command.Options.Add(option);
            else
                command.Arguments.Add((Argument)symbol);

        command.SetAction(async (result, cancellation) =>
        {
            var read = settings.Read(result);
            await using var database = new Database(AppDatabase.Options(read, settings.Assembly, NullLoggerFactory.Instance));
            await run(new(result, read, database, cancellation));

            return Done;
        });

        return command;
    }

    static async Task MigrateAsync(Work work, string? to)
    {
        foreach (var warning in await work.Database.MigrationWarningsAsync(work.Cancellation))
            await work.Result.InvocationConfiguration.Error.WriteLineAsync($"Warning: {warning}\n");

        await ChangeAsync(work, "Applied", d => to is null ? d.MigrateAsync(work.Cancellation) : d.MigrateAsync(to, work.Cancellation));
    }

    static async Task ChangeAsync(Work work, string verb, Func<Database, Task<IReadOnlyList<string>>> change)
    {
        var changed = await change(work.Database);

        foreach (var id in changed)
            await work.SayAsync($"{verb} {id}");

        if (changed.Count == 0)
            await work.SayAsync($"Nothing to do: {work.Database.Name} has every migration it should.");

        await AppDatabase.KeepSchemaAsync(work.Settings, work.Database, work.Cancellation);
    }

    static async Task StatusAsync(Work work)
    {
        await work.SayAsync($"{work.Database.Name}\n");

        foreach (var migration in await work.Database.MigrationStatusAsync(work.Cancellation))
            await work.SayAsync($"{WordFor(migration),-8} {migration.Id}");
    }

    static string WordFor(MigrationStatus migration) => migration switch
    {
        { IsMissing: true } => "missing",
        { IsPending: true } => "pending",
        _ => "applied",
    };

    static async Task VersionAsync(Work work)
    {
        var last = (await work.Database.MigrationStatusAsync(work.Cancellation)).LastOrDefault(m => m.IsApplied);

        await work.SayAsync(last?.Id ?? "0");
    }

    static async Task DumpAsync(Work work)
    {
        var file = work.Settings.SchemaFile;

        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await AppDatabase.WriteSchemaAsync(file, work.Database, work.Cancellation);
        await work.SayAsync($"Wrote {file}");
    }

    static async Task LoadAsync(Work work)
    {
        var file = work.Settings.SchemaFile;

        if (!File.Exists(file))
            throw new AppStartException(
                $"""
                There is no schema at {file}.

                Run the command in the application's folder, or write one there first: db schema dump
                """);

        await work.Database.LoadSchemaAsync(await File.ReadAllTextAsync(file, work.Cancellation), work.Cancellation);
        await work.SayAsync($"Loaded {file}");
    }

    sealed record Work(ParseResult Result, AppSettings Settings, Database Database, CancellationToken Cancellation)
    {
        public Task SayAsync(string line) => Result.InvocationConfiguration.Output.WriteLineAsync(line);
    }
}
