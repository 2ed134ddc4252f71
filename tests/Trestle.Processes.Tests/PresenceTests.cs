using System.Collections.Immutable;
using CsCheck;

namespace Trestle.Processes.Tests;

public class PresenceTests : World
{
    static readonly TimeSpan Window = TimeSpan.FromMilliseconds(100);

    record Tab(string Device);

    Pid Idle() => Node.Spawn(async () => await Self.ReceiveAsync<string>());

    static string Text(ImmutableDictionary<string, ImmutableArray<object>> presences) => string.Join(
        "; ",
        presences.OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .Select(entry => $"{entry.Key}: {string.Join(", ", entry.Value.Cast<Tab>().Select(tab => tab.Device))}"));

    async Task<string> NextDiff()
    {
        Time.Advance(Window);
        var diff = await Self.ReceiveAsync<PresenceDiff>();

        return $"+ {Text(diff.Joins)} - {Text(diff.Leaves)}";
    }

    [Fact]
    public async Task Lists_each_process_under_its_key() => await InProcess(() =>
    {
        Node.Presence.Track("rooms:1", "ann", new Tab("phone"));
        Node.Presence.Track(Idle(), "rooms:1", "ann", new Tab("laptop"));
        Node.Presence.Track(Idle(), "rooms:1", "bob", new Tab("desk"));
        Node.Presence.Track(Idle(), "rooms:2", "eve", new Tab("desk"));

        Assert.Equal("ann: phone, laptop; bob: desk", Text(Node.Presence.List("rooms:1")));
        Assert.Equal([new Tab("desk")], Node.Presence.GetByKey("rooms:1", "bob"));
        Assert.Empty(Node.Presence.GetByKey("rooms:1", "eve"));
        Assert.Empty(Node.Presence.List("rooms:3"));

        return Task.CompletedTask;
    });

    [Fact]
    public async Task Tells_joins_and_leaves_of_a_while_in_one_diff() => await InProcess(async () =>
    {
        var (ann, bob, passer) = (Idle(), Idle(), Idle());
        Node.PubSub.Subscribe("rooms:1");

        Node.Presence.Track(ann, "rooms:1", "ann", new Tab("phone"));
        Node.Presence.Track(bob, "rooms:1", "bob", new Tab("desk"));
        Node.Presence.Track(passer, "rooms:1", "passer", new Tab("watch"));
        Node.Presence.Untrack(passer, "rooms:1", "passer");
        Assert.Equal("+ ann: phone; bob: desk - ", await NextDiff());

        Node.Presence.Update(ann, "rooms:1", "ann", new Tab("tablet"));
        Node.Presence.Update(ann, "rooms:1", "ann", new Tab("laptop"));
        Node.Presence.Untrack(bob, "rooms:1", "bob");
        Assert.Equal("+ ann: laptop - ann: phone; bob: desk", await NextDiff());
    });

    [Fact]
    public async Task A_process_that_ends_has_left() => await InProcess(async () =>
    {
        var ann = Idle();
        Node.PubSub.Subscribe("rooms:1");
        Node.Presence.Track(ann, "rooms:1", "ann", new Tab("phone"));
        Node.Presence.Track(ann, "rooms:1", "ann's guest", new Tab("phone"));
        await NextDiff();

        ann.Exit(ExitReason.Killed);

        Assert.Empty(Node.Presence.List("rooms:1"));
        Assert.Equal("+  - ann: phone; ann's guest: phone", await NextDiff());
    });

    [Fact]
    public async Task A_topic_that_was_left_by_all_can_be_joined_again() => await InProcess(async () =>
    {
        Node.PubSub.Subscribe("rooms:1");

        for (var visit = 0; visit < 3; visit++)
        {
            var ann = Idle();
            Node.Presence.Track(ann, "rooms:1", "ann", new Tab("phone"));
            Assert.Equal("+ ann: phone - ", await NextDiff());

            ann.Exit(ExitReason.Killed);
            Assert.Equal("+  - ann: phone", await NextDiff());
        }
    });

    [Fact]
    public async Task A_process_is_tracked_once_under_a_key() => await InProcess(() =>
    {
        Node.Presence.Track("rooms:1", "ann", new Tab("phone"));

        var exception = Assert.Throws<InvalidOperationException>(
            () => Node.Presence.Track("rooms:1", "ann", new Tab("phone")));

        Assert.Equal(
            $"{Self.Pid} is tracked in rooms:1 as ann already. Change its meta with Update, or choose another key.",
            exception.Message);

        return Task.CompletedTask;
    });

    [Fact]
    public async Task Nobody_is_tracked_who_has_ended()
    {
        var ann = Node.Spawn(() => Task.CompletedTask);
        await EndOf(ann);

        var exception = Assert.Throws<InvalidOperationException>(
            () => Node.Presence.Track(ann, "rooms:1", "ann", new Tab("phone")));

        Assert.Equal($"{ann} cannot be tracked in rooms:1 as ann: it has ended.", exception.Message);
    }

    [Fact]
    public async Task Updates_and_untracks_nobody_who_is_not_there() => await InProcess(() =>
    {
        Assert.False(Node.Presence.Untrack("rooms:1", "ann"));
        Assert.False(Node.Presence.Update("rooms:1", "ann", new Tab("phone")));

        return Task.CompletedTask;
    });

    [Fact]
    public void Whoever_applies_every_diff_sees_what_the_list_shows() =>
        Gen.Select(Gen.Int[0, 4], Gen.Int[0, 3], Gen.Int[0, 2]).Array[0, 60].Sample(steps =>
        {
            using var test = new PresenceTests();
            return test.Applied(steps).WaitAsync(Patience).GetAwaiter().GetResult();
        }, iter: 40);

    async Task<bool> Applied((int Step, int Process, int Key)[] steps)
    {
        var pids = Enumerable.Range(0, 4).Select(_ => Idle()).ToArray();
        var seen = new List<(string, object)>();
        var same = false;

        await InProcess(async () =>
        {
            Node.PubSub.Subscribe("room");

            foreach (var (step, process, key) in steps)
                await Do(step, process, $"{key}");

            await Apply();
            same = Node.Presence.List("room").SelectMany(entry => entry.Value.Select(meta => (entry.Key, meta)))
                .Order().SequenceEqual(seen.Order());
        });

        return same;

        async Task Do(int step, int process, string key)
        {
            switch (step)
            {
                case 0 when !Node.Presence.Update(pids[process], "room", key, seen.Count):
                    Node.Presence.Track(pids[process], "room", key, process);
                    break;
                case 1:
                    Node.Presence.Untrack(pids[process], "room", key);
                    break;
                case 2:
                    pids[process].Exit(ExitReason.Killed);
                    pids[process] = Idle();
                    break;
                case 3:
                    await Apply();
                    break;
            }
        }

        async Task Apply()
        {
            Time.Advance(Window);
            Self.Pid.Send("end of diffs");

            while (await Self.ReceiveAsync<object>() is PresenceDiff diff)
            {
                seen.AddRange(diff.Joins.SelectMany(entry => entry.Value.Select(meta => (entry.Key, meta))));

                foreach (var left in diff.Leaves.SelectMany(entry => entry.Value.Select(meta => (entry.Key, meta))))
                    Assert.True(seen.Remove(left));
            }
        }
    }
}
