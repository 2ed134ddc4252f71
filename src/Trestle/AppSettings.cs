using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace Trestle;

/// <summary>
/// Where and how the application runs. Later sources win: Config/App.json, Config/{Environment}.json, the credentials, environment
/// variables, the command line.
/// </summary>
sealed record AppSettings
{
    static readonly string[] Known = ["bind", "data", "database", "environment", "migrate", "port", "schema"];

    public required string Name { get; init; }

    /// <summary>Development shows errors and migrates at start; Production does neither.</summary>
    public required string Environment { get; init; }

    public required string ContentRoot { get; init; }

    /// <summary>Where the application's files lie, its SQLite database among them.</summary>
    public required string Data { get; init; }

    /// <summary>What <see cref="DatabaseOptions.ConnectionString"/> says: a SQLite file in the data folder, unless told.</summary>
    public required string Database { get; init; }

    public required string Bind { get; init; }

    /// <summary>0 lets the system choose.</summary>
    public required int Port { get; init; }

    /// <summary>Apply migrations, and seed a new database, at start.</summary>
    public required bool Migrate { get; init; }

    /// <summary>What is told of queries: what the section Queries says, and for the rest what suits the environment.</summary>
    public required QueryWatch Queries { get; init; }

    /// <summary>What the section Web says.</summary>
    public required WebOptions Web { get; init; }

    /// <summary>What the section Live says.</summary>
    public required LiveOptions Live { get; init; }

    public required IConfiguration Configuration { get; init; }

    /// <summary>Whether its records live in a file, as they do unless it is told of a server.</summary>
    public bool KeepsItsDatabase => Database.StartsWith("Data Source=", StringComparison.OrdinalIgnoreCase);

    /// <summary>The schema beside the code: Db/schema.sql in the folder the program was started from, unless told.</summary>
    public required string SchemaFile { get; init; }

    public bool IsDevelopment => Environment == "Development";

    /// <param name="root">Where its files lie; beside the program, unless told.</param>
    public static AppSettings Read(Assembly assembly, string[] args, string? root = null)
    {
        RefuseUnknown(args);

        var name = assembly.GetName().Name!;
        root ??= Path.GetDirectoryName(assembly.Location)!;
        var environment = EnvironmentOf(args);
        var configuration = new ConfigurationBuilder()
            .SetBasePath(root)
            .AddJsonFile("Config/App.json", optional: true)
            .AddJsonFile($"Config/{environment}.json", optional: true)
            .AddCredentials(AppCredentials.Of(environment, root))
            .AddEnvironmentVariables()
            .AddEnvironmentVariables("TRESTLE_")
            .AddCommandLine(args)
            .Build();

        var data = Path.GetFullPath(configuration["data"] ?? "data");

        return new()
        {
            Name = name,
            Environment = environment,
            ContentRoot = root,
            Data = data,
            // DATABASE_URL is how hosters hand a database out.
            Database = configuration["database"] ?? configuration["DATABASE_URL"] ?? $"Data Source={Path.Combine(data, $"{name.ToLowerInvariant()}.db")}",
            SchemaFile = Path.GetFullPath(configuration["schema"] ?? Path.Combine("Db", "schema.sql")),
            Bind = configuration["bind"] ?? "127.0.0.1",
            Port = PortOf(configuration["port"]),
            Migrate = FlagOf("migrate", configuration["migrate"]) ?? environment == "Development",
            Queries = QueriesOf(configuration, environment == "Development" ? QueryWatch.Development : QueryWatch.Production),
            Live = SectionOf<LiveOptions>(configuration, "Live"),
            Web = SectionOf<WebOptions>(configuration, "Web") with { IsDevelopment = environment == "Development" },
            Configuration = configuration,
        };
    }

    static void RefuseUnknown(string[] args)
    {
        for (var index = 0; index < args.Length; index++)
        {
            var name = args[index].TrimStart('-').Split('=')[0];

            if (!args[index].StartsWith("--", StringComparison.Ordinal) || !(Known.Contains(name) || name.Contains(':', StringComparison.Ordinal)))
                throw new AppStartException(
                    $"{args[index]} is not an option. Known are --{string.Join(" X, --", Known)} X, and settings as --Section:Key X.");

            if (args[index].Contains('=', StringComparison.Ordinal))
                continue;

            if (++index == args.Length)
                throw new AppStartException($"expected a value after --{name}");
        }
    }

    static string EnvironmentOf(string[] args) =>
        new ConfigurationBuilder().AddCommandLine(args).Build()["environment"]
        ?? System.Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT")
        ?? "Production";

    static QueryWatch QueriesOf(IConfiguration configuration, QueryWatch usual) => usual with
    {
        Tags = FlagOf("Queries:Tags", configuration["Queries:Tags"]) ?? usual.Tags,
        Lines = FlagOf("Queries:Lines", configuration["Queries:Lines"]) ?? usual.Lines,
        NPlusOne = configuration["Queries:NPlusOne"] is { } text ? NPlusOneOf(text) : usual.NPlusOne,
        SlowQuery = configuration["Queries:SlowMilliseconds"] is { } number ? SlowOf(number) : usual.SlowQuery,
    };

    static T SectionOf<T>(IConfiguration configuration, string name)
        where T : new()
    {
        try
        {
            return configuration.GetSection(name).Get<T>(binding => binding.ErrorOnUnknownConfiguration = true) ?? new();
        }
        catch (Exception unfit) when (unfit is InvalidOperationException or TargetInvocationException)
        {
            // What a setting itself refuses comes wrapped by the binder, more than once.
            var reason = unfit is TargetInvocationException ? unfit.GetBaseException() : unfit;

            throw new AppStartException($"The settings of the section {name} cannot be read: {reason.Message}", unfit);
        }
    }

    static NPlusOne NPlusOneOf(string value) => Enum.TryParse<NPlusOne>(value, ignoreCase: true, out var known) && Enum.IsDefined(known)
        ? known
        : throw new AppStartException($"expected --Queries:NPlusOne to be one of {string.Join(", ", Enum.GetNames<NPlusOne>())}, got: {value}");

    static TimeSpan SlowOf(string value) => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var ms) && ms is >= 0 and < int.MaxValue
        ? TimeSpan.FromMilliseconds(ms)
        : throw new AppStartException($"expected --Queries:SlowMilliseconds to be a number of milliseconds from 0, got: {value}");

    static int PortOf(string? value) =>
        int.TryParse(value ?? "5000", NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= 65535
            ? port
            : throw new AppStartException($"expected --port to be a number from 0 to 65535, got: {value}");

    static bool? FlagOf(string name, string? value) => value switch
    {
        null => null,
        _ when bool.TryParse(value, out var flag) => flag,
        _ => throw new AppStartException($"expected --{name} to be true or false, got: {value}"),
    };
}
