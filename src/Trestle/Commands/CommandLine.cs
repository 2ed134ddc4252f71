using System.CommandLine;
using System.Reflection;

namespace Trestle;

/// <summary>What an application's program does instead of running it: <c>dotnet run -- db migrate</c>.</summary>
static class CommandLine
{
    public static bool Understands(string[] args) => args is ["db" or "credentials", ..];

    public static async Task<int> RunAsync(Assembly assembly, string[] args, TextWriter output, TextWriter error)
    {
        var settings = new SettingOptions(assembly);
        var root = new RootCommand($"What can be done with {assembly.GetName().Name}. Without a command it runs.") { new DatabaseCommand(settings), new CredentialsCommand(settings) };
        settings.AddTo(root);

        try
        {
            return await root.Parse(args).InvokeAsync(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                Output = output,
                Error = error,
            });
        }
        catch (Exception failure) when (failure is AppStartException or MigrationException or DatabaseUnavailableException or TimeoutException)
        {
            await error.WriteLineAsync(failure.Message);

            return 1;
        }
    }
}

/// <summary>The options every command has: those that say which database is meant.</summary>
sealed class SettingOptions(Assembly assembly)
{
    readonly Option<string?>[] options =
    [
        new("--environment") { Description = "Development, Production or another; which Config/*.json is read.", Recursive = true },
        new("--database") { Description = "The database, as its address or connection string.", Recursive = true },
        new("--schema") { Description = "The file of the schema. Default: Db/schema.sql", Recursive = true },
        new("--data") { Description = "The folder of the application's files, a SQLite database among them.", Recursive = true },
    ];

    public Assembly Assembly => assembly;

    public string? EnvironmentOf(ParseResult result) => result.GetValue(options[0]);

    public void AddTo(Command command)
    {
        foreach (var option in options)
            command.Options.Add(option);
    }

    public AppSettings Read(ParseResult result) => AppSettings.Read(assembly,
    [
        .. from option in options
           let value = result.GetValue(option)
           where value is not null
           from word in new[] { option.Name, value }
           select word,
    ]);
}
