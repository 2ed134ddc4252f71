using System.Diagnostics;

namespace Million;

/// <summary>Sent to everybody: you may go.</summary>
record Go(Pid ReplyTo);

/// <summary>And what everybody answers.</summary>
record Gone;

/// <summary>A great many processes, each of which waits for its <see cref="Go"/>.</summary>
static class Crowd
{
    public static Task RunAsync(Node node, int count, Table table)
    {
        var end = new TaskCompletionSource();

        node.Spawn(async () =>
        {
            try
            {
                await LeadAsync(count, table);
                end.SetResult();
            }
            catch (Exception failure)
            {
                end.SetException(failure);
            }
        });

        return end.Task;
    }

    static async Task LeadAsync(int count, Table table)
    {
        var crowd = new Pid[count];
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var start = Stopwatch.GetTimestamp();

        using (var spawning = new ProgressBar("spawn", count))
            for (var number = 0; number < count; number++)
            {
                crowd[number] = Self.Spawn(WaitForGo);
                await spawning.StepAsync();
            }

        table.Add("spawned", count, Stopwatch.GetElapsedTime(start));
        table.Add("bytes each, waiting", (GC.GetTotalMemory(forceFullCollection: true) - before) / count);

        start = Stopwatch.GetTimestamp();
        var go = new Go(Self.Pid); // messages do not change, so one will do for all

        using (var waking = new ProgressBar("wake ", count))
            foreach (var pid in crowd)
            {
                pid.Send(go);
                await waking.StepAsync();
            }

        for (var left = count; left > 0; left--)
            await Self.ReceiveAsync<Gone>();

        table.Add("woken, and answered", count, Stopwatch.GetElapsedTime(start));
    }

    static async Task WaitForGo()
    {
        var go = await Self.ReceiveAsync<Go>(); // holds no thread

        go.ReplyTo.Send(new Gone());
    }
}
