namespace Trestle.Bench.Storms;

/// <summary>What a sailor is like, however often he is started.</summary>
sealed record Nature(int Seed, bool TrapsExits);

/// <summary>A server that does random things to its mates, and keeps a slip of everything it was promised.</summary>
sealed class Sailor(Ledger ledger, Nature nature, Pid ship) : GenServer
{
    const int MostSlips = 200;

    public static readonly IReadOnlyList<string> Names = [.. Enumerable.Range(0, 20).Select(number => $"sailor-{number}")];

    sealed record Act;

    sealed record Ring(Alarm Alarm);

    sealed record Letter(Correspondence With, long Number);

    public sealed record Ask(long Number) : ICall<long>;

    public sealed record AskSlowly(long Number, TimeSpan Time) : ICall<long>;

    sealed record Crash : ICast;

    static int starts;

    // The seed of the nature alone would have a sailor that was started again crash the same way.
    readonly Random random = new(HashCode.Combine(nature.Seed, Interlocked.Increment(ref starts)));
    readonly Dictionary<Pid, Correspondence> letters = [];
    readonly Dictionary<MonitorRef, Watch> watches = [];
    readonly List<Alarm> alarms = [];
    readonly List<Tie> ties = [];

    // Written by mates of all threads, under its own lock.
    readonly List<Correspondence> post = [];

    Registry? registry;

    public Pid Address { get; private set; }

    protected override Task Init()
    {
        Address = Pid;
        Self.TrapsExits = nature.TrapsExits;
        registry = Node.Registry;
        registry.Register(NameFor(Pid), Pid);
        ledger.Enlist(this);
        Next();

        return Task.CompletedTask;
    }

    async Task Handle(Act _)
    {
        if (ledger.IsOver)
            return;

        ledger.Acts.Add();

        if (ledger.AnyMate(random) is { } mate && mate.Address != Address)
            await DoAsync(random.Next(1000), mate);

        Next();
    }

    void Next() => SendAfter(TimeSpan.FromMilliseconds(random.Next(1, 12)), new Act());

    async Task DoAsync(int dice, Sailor mate)
    {
        switch (dice)
        {
            case < 450: Write(mate, random.Next(1, 20)); break;
            case < 650: await Question.AskAsync(ledger, mate, random); break;
            case < 750: WatchOver(mate); break;
            case < 800: LookAway(); break;
            case < 880: SetAlarm(); break;
            case < 910: TakeBackAlarm(); break;
            case < 930: TieTo(mate); break;
            case < 945: Untie(); break;
            case < 960: TakeName(); break;
            case < 966: ledger.Crashes.Add(); mate.Address.Send(new Crash()); break;
            case < 970: ledger.Kills.Add(); mate.Address.Exit(ExitReason.Killed); break;
            case < 973: ledger.Crashes.Add(); throw new InvalidOperationException("overboard");
            case < 976: Self.Exit(ExitReason.Shutdown); break;
            default: break;
        }
    }

    void Write(Sailor mate, int count)
    {
        if (letters.Count > MostSlips)
            letters.Clear(); // the receivers keep theirs

        if (!letters.TryGetValue(mate.Address, out var with))
            letters.Add(mate.Address, with = mate.Open(Address));

        ledger.Letters.Add(count);

        for (; count > 0; count--)
            mate.Address.Send(new Letter(with, ++with.Sent));
    }

    internal Correspondence Open(Pid sender)
    {
        var with = new Correspondence(sender, Address);

        lock (post)
            post.Add(with);

        return with;
    }

    public Ref<Sailor> ToRef() => new(registry!, NameFor(Address));

    static string NameFor(Pid pid) => $"sailor of {pid}";

    void WatchOver(Sailor mate)
    {
        if (watches.Count > MostSlips)
            foreach (var (settled, _) in watches.Where(one => one.Value.IsTold))
                watches.Remove(settled);

        ledger.Monitors.Add();
        watches.Add(Self.Monitor(mate.Address), new Watch(Address, mate.Address));
    }

    void LookAway()
    {
        foreach (var (monitor, watch) in watches.Where(_ => random.Next(10) == 0))
        {
            watch.IsTakenOff = true;
            Self.Demonitor(watch.Watched, monitor);
        }
    }

    void SetAlarm()
    {
        if (alarms.Count > MostSlips)
            alarms.RemoveAll(alarm => alarm.HasRung);

        ledger.Alarms.Add();
        var alarm = new Alarm(Address);
        alarms.Add(alarm);
        alarm.Timer = SendAfter(TimeSpan.FromMilliseconds(random.Next(0, 50)), new Ring(alarm));
    }

    void TakeBackAlarm()
    {
        if (alarms.Count == 0)
            return;

        var alarm = alarms[random.Next(alarms.Count)];
        alarm.IsTakenBack = true;
        alarm.Timer!.Cancel();
    }

    void TieTo(Sailor mate)
    {
        // Only the older of two ties and unties: what the other undid would have no slip here.
        if (Address.Id > mate.Address.Id || ties.Count > MostSlips || ties.Any(tie => tie.Other == mate.Address))
            return;

        ledger.Links.Add();
        ties.Add(new Tie(Address, mate.Address));
        Self.Link(mate.Address);
    }

    void Untie()
    {
        if (ties.Count == 0)
            return;

        var tie = ties[random.Next(ties.Count)];
        tie.IsUntied = true;
        Self.Unlink(tie.Other);
    }

    void TakeName()
    {
        var name = Names[random.Next(Names.Count)];

        try
        {
            Node.Registry.Register(name, Address);
        }
        catch (InvalidOperationException)
        {
            // Somebody has it.
        }
    }

    long Handle(Ask ask) => -ask.Number;

    async Task<long> Handle(AskSlowly ask)
    {
        await Task.Delay(ask.Time);
        return -ask.Number;
    }

    void Handle(Letter letter) => Note(letter.With.Take(letter.Number));

    void Handle(Ring ring) => Note(ring.Alarm.Ring());

    void Handle(Crash _) => throw new InvalidOperationException("struck by a mate");

    void Handle(Down down)
    {
        ledger.Told.Add();
        Note(watches.TryGetValue(down.Monitor, out var watch) ? watch.Tell() : $"{Address} was told of a monitor it never set");
    }

    void Handle(Exited exited)
    {
        if (exited.Pid == ship)
            Self.Exit(exited.Reason);

        // Of mates that tied themselves to this one there is no slip here.
        if (ties.FirstOrDefault(tie => tie.Other == exited.Pid && !tie.IsUntied) is { } tie)
            Note(tie.Tell());
    }

    /// <summary>Read from outside, when nothing moves.</summary>
    public void Audit()
    {
        foreach (var watch in watches.Values)
            Note(watch.Audit());

        foreach (var alarm in alarms)
            Note(alarm.Audit());

        foreach (var tie in ties)
            Note(tie.Audit(nature.TrapsExits));

        lock (post)
            foreach (var with in post)
                Note(with.Audit());
    }

    void Note(string? fault)
    {
        if (fault is not null)
            ledger.Fault(fault);
    }
}
