using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using CsCheck;
using Trestle.Live.Tests.Rendering.Pages;

namespace Trestle.Live.Tests.Rendering;

/// <summary>Whatever was guessed about a page's structure, the client must show what a fresh render shows.</summary>
[Collection<RunsAlone>]
public sealed partial class FuzzTests(ClientProcess client, ITestOutputHelper output) : IClassFixture<ClientProcess>
{
    const int StepsPerSession = 50;
    const int DefaultSteps = 20_000;

    static readonly TimeSpan Budget = TimeSpan.FromSeconds(15);

    readonly Stopwatch elapsed = Stopwatch.StartNew();
    int steps;

    // What was learned hangs on the component's type, so a type of its own makes a session start from nothing.
    static readonly Type[] Marks = [typeof(int), typeof(long), typeof(string), typeof(bool), typeof(char), typeof(Guid), typeof(byte), typeof(Uri)];

    // Set it to run longer than the suite does.
    static readonly string? WantedSteps = Environment.GetEnvironmentVariable("TRESTLE_FUZZ_STEPS");

    [Fact]
    public void The_client_shows_what_a_fresh_render_shows()
    {
        var wanted = WantedSteps is null ? DefaultSteps : int.Parse(WantedSteps, CultureInfo.InvariantCulture);

        Gen.Int.Sample(Session, iter: wanted / StepsPerSession, threads: 1, print: seed => $"random seed {seed}", writeLine: output.WriteLine);
        output.WriteLine($"{steps} steps in {elapsed.Elapsed}");
    }

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

    void Session(int seed)
    {
        if (WantedSteps is null && elapsed.Elapsed > Budget)
            return;

        var random = new Random(seed);
        var type = PageType(random);
        var state = FuzzState.Random(random);
        var (json, tape) = Rendered.Join(Page(type, state));

        AssertShows(client.Join(json), type, state);

        for (var step = 0; step < StepsPerSession; step++)
        {
            steps++;
            state.Step(random);
            (json, tape) = Rendered.Diff(Page(type, state), tape);

            // No diff means that the client shows the right thing already: an empty one lets it show it again.
            AssertShows(client.Diff(json.Length == 0 ? "{}" : json), type, state);
        }
    }

    static void AssertShows(string shown, Type type, FuzzState state)
    {
        var fresh = Rendered.Html(Page(type, state));

        Assert.Equal(fresh, shown);
        Assert.Equal(Rendered.PlainHtml(Page(type, state)), Bindings().Replace(fresh, ""));
    }

    static Type PageType(Random random)
    {
        var mark = Marks[random.Next(Marks.Length)];

        for (var depth = random.Next(5); depth > 0; depth--)
            mark = typeof(KeyValuePair<,>).MakeGenericType(mark, Marks[random.Next(Marks.Length)]);

        return typeof(FuzzPage<>).MakeGenericType(mark);
    }

    static Component Page(Type type, FuzzState state)
    {
        var page = (Component)Activator.CreateInstance(type)!;

        type.GetProperty("State")!.SetValue(page, state);

        return page;
    }

    struct TwoThreads;

    [GeneratedRegex(" phx-[a-z]+=\"~[0-9a-f]{16}\"")]
    private static partial Regex Bindings();
}

/// <summary>It keeps a core busy for seconds: tests that wait for something to happen soon must not run beside it.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class RunsAlone;
