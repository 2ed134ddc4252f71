using Microsoft.Extensions.DependencyInjection;

namespace Trestle;

/// <summary>How a <see cref="TestApp{TApp}"/> runs its application.</summary>
public sealed record TestAppOptions
{
    /// <summary>What the application takes its environment to be: Config/Test.json is read. Default: Test.</summary>
    public string Environment { get; init; } = "Test";

    /// <summary>Whether it listens on a free port, for browsers and other programs. Default: it is asked in memory.</summary>
    public bool Listens { get; init; }

    /// <summary>Whether its seeds have run. Default: its tables are empty.</summary>
    public bool IsSeeded { get; init; }

    /// <summary>
    /// A PostgreSQL server, as <see cref="DatabaseOptions.ConnectionString"/> names one: databases are made beside the one
    /// it names, and dropped again. Default: a SQLite file.
    /// </summary>
    public string? Server { get; init; }

    /// <summary>The clock of the whole application, such as a FakeTimeProvider. Default: the machine's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Settings, as <c>["Web:SecureOnly"] = "true"</c>.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Puts services of the test in the place of the application's, after those have been added.</summary>
    public Action<IServiceCollection> Services { get; init; } = _ => { };

    /// <summary>
    /// Whether what fails in the application is answered with its error page, as in production. Default: the test that
    /// asked fails too, with the exception.
    /// </summary>
    public bool ShowsErrorPages { get; init; }
}
