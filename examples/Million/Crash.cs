namespace Million;

/// <summary>Divides. By zero it crashes, and its supervisor puts a fresh one in its place.</summary>
class Divider : GenServer
{
    public record Divide(int Dividend, int Divisor) : ICall<int>;

    public record CountDone : ICall<int>;

    int done;

    int Handle(Divide divide)
    {
        var quotient = divide.Dividend / divide.Divisor;
        done++;

        return quotient;
    }

    int Handle(CountDone _) => done;
}

/// <summary>Two workers under one supervisor, of which one crashes alone.</summary>
static class Crash
{
    public static async Task RunAsync(Node node, Table table)
    {
        node.Spawn(new Supervisor([new("careless", () => new Divider()), new("careful", () => new Divider())]), "Workers");
        var careless = new Ref<Divider>(node.Registry, "careless");
        var careful = new Ref<Divider>(node.Registry, "careful");
        await StartedAsync(careful); // the last of the two

        await careful.CallAsync(new Divider.Divide(84, 2));
        await careless.CallAsync(new Divider.Divide(84, 2));
        var first = careless.Pid;

        try
        {
            await careless.CallAsync(new Divider.Divide(84, 0));
        }
        catch (ProcessDownException crash)
        {
            table.Add("the careless worker", $"{crash.Reason}");
        }

        await StartedAsync(careless);
        table.Add("its supervisor", $"started it again: {first} is {careless.Pid} now");
        table.Add("divisions it knows of", $"{await careless.CallAsync(new Divider.CountDone())}: it started clean");
        table.Add("divisions of the careful", $"{await careful.CallAsync(new Divider.CountDone())}: it never noticed");
    }

    /// <summary>A name is free for a moment between a crash and the restart.</summary>
    static async Task StartedAsync(Ref<Divider> worker)
    {
        while (!worker.Pid.IsAlive)
            await Task.Delay(1);
    }
}
