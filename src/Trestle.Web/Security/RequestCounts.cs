namespace Trestle;

/// <summary>Counts the requests of each client, and says when one has to wait.</summary>
// Time is cut into slices, and a request counts until its whole slice is older than the limit's time. So no more than the limit pass
// in any stretch of that time, and a client waits up to a twentieth longer than if each request were remembered by itself; but it
// costs the same few bytes however many requests it sends.
sealed class RequestCounts(int to, TimeSpan per, TimeProvider time, int mostClients = 100_000)
{
    const int Slices = 20;

    // Who comes when the table is full counts together with all others who do: nobody known is forgotten, and memory has a bound.
    const string Newcomers = "\0";

    readonly Lock gate = new();
    readonly long start = time.GetTimestamp();
    readonly long sliceTicks = (per.Ticks + Slices - 1) / Slices;
    readonly Dictionary<string, Client> clients = [];
    long swept;

    public int To => to;

    public TimeSpan Per => per;

    public int Clients
    {
        get
        {
            lock (gate)
                return clients.Count;
        }
    }

    /// <summary>Null when the request may pass, and then it is counted; else how long until one may.</summary>
    public TimeSpan? Wait(string client)
    {
        lock (gate)
        {
            var now = time.GetElapsedTime(start).Ticks;
            var slice = now / sliceTicks;

            Sweep(slice);

            var counts = CountsOf(client);
            counts.MoveTo(slice);

            if (counts.Sum < to)
            {
                counts.Add();

                return null;
            }

            return TimeSpan.FromTicks(((counts.FirstLeavingFor(to) + Slices + 1) * sliceTicks) - now);
        }
    }

    Client CountsOf(string client)
    {
        if (clients.TryGetValue(client, out var known))
            return known;

        var key = clients.Count < mostClients ? client : Newcomers;

        return clients.TryGetValue(key, out known) ? known : clients[key] = new();
    }

    void Sweep(long slice)
    {
        if (slice == swept)
            return;

        swept = slice;

        foreach (var (name, client) in clients)
        {
            if (client.Last < slice - Slices)
                clients.Remove(name);
        }
    }

    sealed class Client
    {
        readonly int[] counts = new int[Slices + 1];

        public long Last { get; private set; } = -1;

        public int Sum { get; private set; }

        public void MoveTo(long slice)
        {
            for (var next = Math.Max(Last + 1, slice - Slices); next <= slice; next++)
            {
                Sum -= counts[next % counts.Length];
                counts[next % counts.Length] = 0;
            }

            Last = slice;
        }

        public void Add()
        {
            counts[Last % counts.Length]++;
            Sum++;
        }

        /// <summary>The slice with which enough requests go for one more.</summary>
        public long FirstLeavingFor(int to)
        {
            var left = Sum;
            var slice = Last - Slices;

            while ((left -= counts[(slice + counts.Length) % counts.Length]) >= to)
                slice++;

            return slice;
        }
    }
}
