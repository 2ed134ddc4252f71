using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Trestle.Live.Tests.Rendering.Pages;

namespace Trestle.Live.Tests.Rendering;

/// <summary>Whatever was guessed about a page's structure, the client must show what a fresh render shows.</summary>
[Collection<RunsAlone>]
public sealed partial class FuzzTests(ClientProcess client, ITestOutputHelper output) : IClassFixture<ClientProcess>
{
    const int StepsPerSession = 50;

    // Set them to go further than the suite does, and to see a session again.
    static readonly int Steps = Setting("TRESTLE_FUZZ_STEPS") ?? 20_000;
    static readonly int? Seed = Setting("TRESTLE_FUZZ_SEED");

    [Fact]
    public async Task The_client_shows_what_a_fresh_render_shows()
    {
        var elapsed = Stopwatch.StartNew();
        var first = Seed ?? Random.Shared.Next(int.MaxValue / 2);
        var checking = Task.CompletedTask;

        for (var session = 0; session < Math.Max(1, Steps / StepsPerSession); session++)
        {
            var next = new FuzzSession(first + session);
            next.Run(StepsPerSession);

            // The client works at one session while the next is made.
            await checking;
            checking = CheckAsync(next);
        }

        await checking;
        output.WriteLine($"{Steps} steps from seed {first} in {elapsed.Elapsed}");
    }

    async Task CheckAsync(FuzzSession session)
    {
        if (session.Compare(await client.ShowAsync(session.Messages)) is { } difference)
            Assert.Fail(difference);
    }

    static int? Setting(string name) =>
        Environment.GetEnvironmentVariable(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;

    [Fact]
    public async Task What_two_threads_learn_at_once_gives_right_pages_too()
    {
        var type = typeof(FuzzPage<>).MakeGenericType(typeof(TwoThreads));
        using var ready = new Barrier(participantCount: 2);

        var sessions = await Task.WhenAll(
            Enumerable.Range(0, 2).Select(seed => Task.Factory.StartNew(
                () => Recorded(type, seed, ready), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

        foreach (var session in sessions)
            foreach (var (index, (json, html)) in session.Index())
                Assert.Equal(html, Bindings().Replace(index == 0 ? client.Join(json) : client.Diff(json), ""));
    }

    // A session's joins and diffs, and what the client has to show after each: the page without bindings, as rendered plainly.
    static List<(string Json, string Html)> Recorded(Type type, int seed, Barrier ready)
    {
        var random = new Random(seed);
        var state = FuzzState.Random(random);

        ready.SignalAndWait();

        var (json, tape) = Rendered.Join(Page(type, state));
        var recorded = new List<(string, string)> { (json, Rendered.PlainHtml(Page(type, state))) };

        for (var step = 0; step < 500; step++)
        {
            state.Step(random);
            (json, tape) = Rendered.Diff(Page(type, state), tape);
            recorded.Add((json.Length == 0 ? "{}" : json, Rendered.PlainHtml(Page(type, state))));
        }

        return recorded;
    }

    static Component Page(Type type, FuzzState state)
    {
        var page = (Component)Activator.CreateInstance(type)!;

        type.GetProperty("State")!.SetValue(page, state);

        return page;
    }

    struct TwoThreads;

    [GeneratedRegex(" phx-[a-z]+=\"~[0-9A-Za-z_-]+\"")]
    private static partial Regex Bindings();
}

/// <summary>It keeps a core busy for seconds: tests that wait for something to happen soon must not run beside it.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class RunsAlone;
