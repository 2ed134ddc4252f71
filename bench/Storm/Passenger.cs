namespace Trestle.Bench.Storms;

/// <summary>A body that lives shortly: asks a sailor, waits for a child, and ends well or with a crash.</summary>
static class Passenger
{
    sealed record Word(int Number);

    public static void Board(Node node, Ledger ledger, int seed)
    {
        ledger.Passengers.Add();
        node.Spawn(() => TravelAsync(ledger, new Random(seed)));
    }

    static async Task TravelAsync(Ledger ledger, Random random)
    {
        if (ledger.AnyMate(random) is { } mate)
            await Question.AskAsync(ledger, mate, random);

        var isWellBehaved = random.Next(3) > 0;
        var (child, monitor) = Self.SpawnMonitor(() => ChildAsync(ledger, Self.Node, isWellBehaved));

        // In any order: the word of number 2 is asked for first.
        child.Send(new Word(1));
        child.Send(new Word(2));
        var down = await Self.ReceiveAsync<Down>(down => down.Monitor == monitor);

        if (isWellBehaved != (down.Reason == ExitReason.Normal))
            ledger.Fault($"a child that {(isWellBehaved ? "ended well" : "crashed")} was reported as {down.Reason}");

        if (random.Next(4) == 0)
            throw new InvalidOperationException("seasick");
    }

    static async Task ChildAsync(Ledger ledger, Node node, bool isWellBehaved)
    {
        var second = await Self.ReceiveAsync<Word>(word => word.Number == 2);
        var first = await Self.ReceiveAsync<Word>();

        if ((first.Number, second.Number) != (1, 2) || Self.Node != node)
            ledger.Fault($"words came as {first.Number} and {second.Number}");

        if (!isWellBehaved)
            throw new InvalidOperationException("seasick");
    }
}
