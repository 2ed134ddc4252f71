using CsCheck;
using Microsoft.Extensions.Time.Testing;

namespace Trestle.Processes.Tests;

public class RestartIntensityTests
{
    static readonly TimeSpan Window = TimeSpan.FromSeconds(5);

    readonly FakeTimeProvider time = new();

    [Fact]
    public void Allows_no_restart_when_none_is_allowed() =>
        Assert.False(new RestartLog(new(0, Window), time).TryRecord());

    [Fact]
    public void Forgets_restarts_older_than_the_window()
    {
        var log = new RestartLog(new(1, Window), time);

        Assert.True(log.TryRecord());
        Assert.False(log.TryRecord());
        time.Advance(TimeSpan.FromSeconds(6));
        Assert.True(log.TryRecord());
    }

    [Fact]
    public void Allows_a_million_and_not_one_more()
    {
        var log = new RestartLog(new(1_000_000, Window), time);

        for (var restart = 0; restart < 1_000_000; restart++)
            Assert.True(log.TryRecord());

        Assert.False(log.TryRecord());
    }

    [Fact]
    public void Counts_as_a_list_of_all_restarts_does() =>
        Gen.Select(Gen.Int[0, 12], Gen.Int[0, 3].Array[0, 200]).Sample((allowed, pauses) =>
        {
            var clock = new FakeTimeProvider();
            var log = new RestartLog(new(allowed, Window), clock);
            var all = new List<DateTimeOffset>();

            foreach (var pause in pauses)
            {
                clock.Advance(TimeSpan.FromSeconds(pause));

                var now = clock.GetUtcNow();
                var expected = all.Count(at => now - at <= Window) < allowed;

                if (expected)
                    all.Add(now);

                if (log.TryRecord() != expected)
                    return false;
            }

            return true;
        });
}
