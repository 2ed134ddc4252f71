using Trestle;

namespace Conduit.Tests;

public class FuzzTests
{
    [Fact]
    public async Task Random_requests_fail_nowhere_and_leave_nothing_behind()
    {
        await using var app = new TestApp<App> { Options = new() { Listens = true, ShowsErrorPages = true } };
        await app.StartAsync();
        var seed = Random.Shared.Next();
        var before = app.Node.Snapshot().Select(process => process.Pid).ToHashSet();

        var fuzzer = new Fuzzer(app.Url, seed);
        await fuzzer.SendAsync(5_000);

        Assert.True(fuzzer.Faults.IsEmpty, $"seed {seed}: {string.Join("\n\n", fuzzer.Faults.Take(3))}");
        Assert.True(
            new[] { 200, 400, 401, 404, 405, 422 }.All(fuzzer.Statuses.ContainsKey),
            $"too few kinds of answers: {string.Join(", ", fuzzer.Statuses.OrderBy(s => s.Key).Select(s => $"{s.Key} {s.Value} times"))}");

        var mourner = TestProcess.Start(app.Node);

        foreach (var left in app.Node.Snapshot().Where(process => !before.Contains(process.Pid) && process.Pid != mourner.Pid))
        {
            mourner.Monitor(left.Pid);
            await mourner.ExpectDownAsync(left.Pid);
        }

        Assert.Equal("""{"tags":[]}""", (await app.Visitor.GetJsonAsync("/api/tags")).Text);
    }
}
