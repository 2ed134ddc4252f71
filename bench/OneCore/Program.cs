// A tick beside an endless loop, for a test to run as an ordinary user on one core. With "plain" nothing is asked of Linux,
// as on Windows and macOS.

const int Ticks = 500;

// More than a loop may burn before it is to get little beside others.
var enough = TimeSpan.FromSeconds(2);

if (args is ["plain"])
    AppContext.SetSwitch("Trestle.LinuxCalls", false);

using var node = new Node();
var hogThread = "";
var seen = new TaskCompletionSource<string[]>(TaskCreationOptions.RunContinuationsAsynchronously);

node.Spawn(async () =>
{
    var (hog, monitor) = Self.SpawnMonitor(Loop, "hog");

    while (Environment.CpuUsage.TotalTime < enough)
        await Tick();

    var state = node.Info(hog)?.State;
    var share = GivesWay(hogThread) ? "little" : "the usual";

    hog.Exit(ExitReason.Killed);
    var down = await Self.ReceiveAsync<Down>(down => down.Monitor == monitor);
    await Tick();

    seen.SetResult(
    [
        $"{Environment.ProcessorCount} cores, user {UserId()}",
        $"ticks beside a hog that is {state}",
        $"it has {share} beside others",
        $"the hog was {down.Reason}, then {Ticks} ticks",
    ]);
});

foreach (var line in await seen.Task)
    Console.WriteLine(line);

Task Loop()
{
    hogThread = File.ResolveLinkTarget("/proc/thread-self", returnFinalTarget: false)!.FullName;

    while (true) { }
}

static async Task Tick()
{
    for (var tick = 0; tick < Ticks; tick++)
    {
        Self.SendAfter(TimeSpan.FromMilliseconds(1), tick);
        await Self.ReceiveAsync<int>();
    }
}

// Nice, or of the idle policy: the 19th and the 41st field of a thread's stat, proc(5); the 3rd comes right behind the name in brackets.
static bool GivesWay(string thread)
{
    var fields = File.ReadAllText($"{thread}/stat").Split(") ")[^1].Split(' ');

    return fields[19 - 3] == "19" || fields[41 - 3] == "5";
}

static string UserId() => File.ReadLines("/proc/self/status").First(line => line.StartsWith("Uid:", StringComparison.Ordinal)).Split('\t')[1];
