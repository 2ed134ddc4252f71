using CsCheck;

namespace Trestle.Processes.Tests;

public class TableTests : World
{
    [Fact]
    public void Inserts_looks_up_takes_and_deletes()
    {
        var table = new Table<string, int>();

        table.Insert("a", 1);
        table.Insert("a", 2);
        Assert.False(table.InsertNew("a", 3));
        Assert.True(table.InsertNew("b", 3));
        Assert.True(table.TryLookup("a", out var found));
        Assert.Equal(2, found);
        Assert.True(table.TryTake("a", out var taken));
        Assert.Equal(2, taken);
        Assert.False(table.TryTake("a", out _));
        Assert.True(table.Delete("b"));
        Assert.False(table.Delete("b"));
        Assert.Equal(0, table.Count);
    }

    [Fact]
    public void Matches_and_deletes_by_what_entries_hold()
    {
        var table = new Table<string, int>();

        foreach (var (key, value) in new[] { ("a", 1), ("b", 2), ("c", 3) })
            table.Insert(key, value);

        Assert.Equal(["b", "c"], table.Match((_, value) => value > 1).Select(entry => entry.Key).Order());
        Assert.Equal(2, table.DeleteWhere((_, value) => value > 1));
        Assert.Equal([KeyValuePair.Create("a", 1)], table);
    }

    [Fact]
    public void An_ordered_table_is_read_in_order()
    {
        var table = new OrderedTable<int, string>();

        foreach (var key in new[] { 30, 10, 20, 40 })
            table.Insert(key, $"{key}");

        Assert.Equal([10, 20, 30, 40], table.Select(entry => entry.Key));
        Assert.Equal([20, 30], table.Range(11, 30).Select(entry => entry.Key));
        Assert.Empty(table.Range(31, 39));
        Assert.Equal(10, table.First?.Key);
        Assert.Equal(40, table.Last?.Key);
        Assert.Equal(20, table.After(10)?.Key);
        Assert.Equal(30, table.After(25)?.Key);
        Assert.Null(table.After(40));
        Assert.Equal(30, table.Before(40)?.Key);
        Assert.Null(table.Before(10));
    }

    [Fact]
    public void Reading_an_ordered_table_sees_one_moment()
    {
        var table = new OrderedTable<int, int>();
        table.Insert(1, 1);
        table.Insert(2, 2);

        foreach (var (key, _) in table)
            table.Insert(key + 10, key);

        Assert.Equal([1, 2, 11, 12], table.Select(entry => entry.Key));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Counts_right_when_all_count_at_once(bool isOrdered)
    {
        var table = isOrdered ? new OrderedTable<string, long> { IsPublic = true } : new Table<string, long> { IsPublic = true };

        var ends = Enumerable.Range(0, 8).Select(_ => EndOf(Node.Spawn(() =>
        {
            for (var count = 0; count < 5_000; count++)
                table.Add("visits", 1L);

            return Task.CompletedTask;
        }))).ToList();

        await Task.WhenAll(ends);
        Assert.True(table.TryLookup("visits", out var visits));
        Assert.Equal(40_000, visits);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Each_entry_is_taken_by_one(bool isOrdered)
    {
        var table = isOrdered ? new OrderedTable<int, int> { IsPublic = true } : new Table<int, int> { IsPublic = true };
        var taken = new Table<string, int> { IsPublic = true };

        for (var key = 0; key < 2_000; key++)
            table.Insert(key, key);

        var ends = Enumerable.Range(0, 4).Select(_ => EndOf(Node.Spawn(() =>
        {
            for (var key = 0; key < 2_000; key++)
            {
                if (table.TryTake(key, out var value))
                    taken.Add("sum", value);
            }

            return Task.CompletedTask;
        }))).ToList();

        await Task.WhenAll(ends);
        Assert.True(taken.TryLookup("sum", out var sum));
        Assert.Equal(2_000 * 1_999 / 2, sum);
        Assert.Empty(table);
    }

    [Fact]
    public async Task Readers_of_an_ordered_table_never_see_half_a_write() => await InProcess(async () =>
    {
        var table = new OrderedTable<int, int>();
        table.Insert(0, 0);
        var reader = Self.SpawnMonitor(() =>
        {
            while (table.Last is { Key: < 5_000 })
            {
                var seen = table.Range(0, 5_000).Select(entry => entry.Key).ToList();
                Assert.Equal(Enumerable.Range(0, seen.Count), seen);
            }

            return Task.CompletedTask;
        });

        for (var key = 1; key <= 5_000; key++)
            table.Insert(key, key);

        Assert.Equal(ExitReason.Normal, (await Self.ReceiveAsync<Down>()).Reason);
    });

    async Task<Table<string, int>> Made(Func<Table<string, int>> make, TaskCompletionSource<Pid> owner)
    {
        var made = new TaskCompletionSource<Table<string, int>>(TaskCreationOptions.RunContinuationsAsynchronously);

        Node.Spawn(async () =>
        {
            var table = make();
            table.Insert("a", 1);
            owner.SetResult(Self.Pid);
            made.SetResult(table);
            await Self.ReceiveAsync<string>();
        });

        return await made.Task.WaitAsync(Patience);
    }

    [Fact]
    public async Task Ends_with_its_owner()
    {
        var owner = new TaskCompletionSource<Pid>();
        var table = await Made(() => new(), owner);
        var pid = await owner.Task;
        Assert.True(table.Contains("a"));

        pid.Exit(ExitReason.Killed);

        Assert.Equal(
            $"The table is gone: its owner, {pid}, has ended. Give the table an Heir, or let a process own it that lives longer.",
            Assert.Throws<InvalidOperationException>(() => table.Contains("a")).Message);
        Assert.Throws<InvalidOperationException>(() => table.Insert("a", 1));
    }

    [Fact]
    public async Task Is_written_by_its_owner_only_unless_it_is_public()
    {
        var (owner, publicOwner) = (new TaskCompletionSource<Pid>(), new TaskCompletionSource<Pid>());
        var table = await Made(() => new(), owner);
        var open = await Made(() => new() { IsPublic = true }, publicOwner);

        open.Insert("b", 2);
        var exception = Assert.Throws<InvalidOperationException>(() => table.Insert("b", 2));

        Assert.Equal(2, open.Count);
        Assert.Equal(1, table.Count);
        Assert.Equal(
            $"The table may be written only by its owner, {await owner.Task}. Send that one a message, or make the table with IsPublic = true.",
            exception.Message);
    }

    [Fact]
    public async Task Goes_to_the_heir_when_its_owner_crashes() => await InProcess(async () =>
    {
        var (owner, me) = (new TaskCompletionSource<Pid>(), Self.Pid);
        var table = await Made(() => new() { Heir = me }, owner);
        var pid = await owner.Task;

        pid.Exit(new ExitReason.Crashed(new InvalidOperationException("boom")));

        Assert.Equal(
            new TableTransfer<string, int>(table, pid, null), await Self.ReceiveAsync<TableTransfer<string, int>>());
        table.Insert("b", 2);
        Assert.Equal(me, table.Owner);
        Assert.Equal(2, table.Count);
    });

    [Fact]
    public async Task Is_given_to_another_process_and_then_ends_with_that_one() => await InProcess(async () =>
    {
        var me = Self.Pid;
        var table = new Table<string, int>();
        var other = Self.Spawn(async () =>
        {
            var transfer = await Self.ReceiveAsync<TableTransfer<string, int>>();
            transfer.Table.Insert("b", 2);
            me.Send(transfer);
            await Self.ReceiveAsync<string>();
        });

        table.GiveTo(other, "keep it");

        Assert.Equal(
            new TableTransfer<string, int>(table, me, "keep it"), await Self.ReceiveAsync<TableTransfer<string, int>>());
        Assert.Throws<InvalidOperationException>(() => table.Insert("c", 3));
        Assert.True(table.Contains("b"));

        other.Exit(ExitReason.Killed);
        Assert.Throws<InvalidOperationException>(() => table.Contains("b"));
    });

    [Fact]
    public void Does_as_a_dictionary_does() =>
        Operations.Sample(operations => Agrees(new Table<int, int>(), new Dictionary<int, int>(), operations));

    [Fact]
    public void An_ordered_one_does_as_a_sorted_dictionary_does() => Operations.Sample(operations =>
    {
        var (table, model) = (new OrderedTable<int, int>(), new SortedDictionary<int, int>());

        return Agrees(table, model, operations)
            && table.SequenceEqual(model)
            && table.Range(3, 7).SequenceEqual(model.Where(entry => entry.Key is >= 3 and <= 7))
            && Enumerable.Range(-1, 12).All(key =>
                table.After(key)?.Key == model.Keys.Cast<int?>().FirstOrDefault(other => other > key)
                && table.Before(key)?.Key == model.Keys.Cast<int?>().LastOrDefault(other => other < key));
    });

    static readonly Gen<(int Kind, int Key, int Value)[]> Operations =
        Gen.Select(Gen.Int[0, 6], Gen.Int[0, 9], Gen.Int[0, 3]).Array[0, 80];

    static bool Agrees(Table<int, int> table, IDictionary<int, int> model, (int Kind, int Key, int Value)[] operations)
    {
        foreach (var (kind, key, value) in operations)
        {
            var (expected, actual) = Do(table, model, kind, key, value);

            if (!Equals(expected, actual) || table.Count != model.Count)
                return false;
        }

        return table.ToHashSet().SetEquals(model);
    }

    static (object? Expected, object? Actual) Do(Table<int, int> table, IDictionary<int, int> model, int kind, int key, int value)
    {
        var present = model.TryGetValue(key, out var before) ? before : (int?)null;

        switch (kind)
        {
            case 0:
                table.Insert(key, value);
                model[key] = value;
                return default;
            case 1:
                var isNew = model.TryAdd(key, value);
                return (isNew, table.InsertNew(key, value));
            case 2:
                return (present, table.TryLookup(key, out var found) ? found : null);
            case 3:
                model.Remove(key);
                return (present, table.TryTake(key, out var taken) ? taken : null);
            case 4:
                model[key] = present is { } old ? old * 2 : value;
                return (model[key], table.Update(key, value, number => number * 2));
            case 5:
                model[key] = (present ?? 0) + value;
                return (model[key], table.Add(key, value));
            default:
                var matching = model.Where(entry => entry.Value == value).Select(entry => entry.Key).ToList();
                matching.ForEach(match => model.Remove(match));
                return (matching.Count, table.DeleteWhere((_, number) => number == value));
        }
    }
}
