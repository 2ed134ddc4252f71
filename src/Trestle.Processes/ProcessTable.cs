namespace Trestle;

/// <summary>
/// Every living process of a node, by slot. Each worker fills a shelf of its own, so that spawning seldom meets anybody;
/// 8 bytes a process.
/// </summary>
sealed class ProcessTable
{
    const int ShelfBits = 3;
    const int Shelves = 1 << ShelfBits;

    readonly Shelf[] shelves = [.. Enumerable.Range(0, Shelves).Select(_ => new Shelf())];

    public int Count => shelves.Sum(shelf => shelf.Count);

    /// <summary>Processes there have been, the living included.</summary>
    public long Spawned => shelves.Sum(shelf => shelf.Spawned);

    /// <summary>The processes that live now, one shelf at a time, in no order of time.</summary>
    public IEnumerable<Mailbox> Living => shelves.SelectMany(shelf => shelf.Living);

    /// <summary>Takes the process in and gives it its slot, before anybody can find it. Slots count from 1; 0 is nobody's.</summary>
    public void Add(Mailbox process)
    {
        var number = (Worker.Current?.Place ?? Environment.CurrentManagedThreadId) & (Shelves - 1);
        shelves[number].Add(process, number);
    }

    public void Remove(Mailbox process) => shelves[process.Slot & (Shelves - 1)].Remove((process.Slot >> ShelfBits) - 1);

    public Mailbox? Find(long id)
    {
        var slot = (int)id;

        return shelves[slot & (Shelves - 1)].Find((slot >> ShelfBits) - 1) is { } process && process.Id == id ? process : null;
    }

    sealed class Shelf
    {
        const int ChunkBits = 10;
        const int ChunkSize = 1 << ChunkBits;

        readonly List<Seat[]> chunks = [];
        readonly Stack<int> free = [];

        int used;
        uint generation;

        public int Count
        {
            get
            {
                lock (this)
                    return used - free.Count;
            }
        }

        /// <summary>A slot is taken for the first time, or again with a new generation.</summary>
        public long Spawned
        {
            get
            {
                lock (this)
                    return (long)used + generation;
            }
        }

        public List<Mailbox> Living
        {
            get
            {
                lock (this)
                    return [.. chunks.SelectMany(chunk => chunk).Select(seat => seat.Process).OfType<Mailbox>()];
            }
        }

        public void Add(Mailbox process, int number)
        {
            lock (this)
            {
                // A slot is used again with a new generation, so that an old id never names a new process.
                if (free.TryPop(out var place))
                {
                    generation++;
                }
                else
                {
                    place = used++;

                    if (place >> ChunkBits == chunks.Count)
                        chunks.Add(new Seat[ChunkSize]);
                }

                process.Slot = ((place + 1) << ShelfBits) | number;
                process.Generation = generation;
                chunks[place >> ChunkBits][place & (ChunkSize - 1)].Process = process;
            }
        }

        public void Remove(int place)
        {
            lock (this)
            {
                chunks[place >> ChunkBits][place & (ChunkSize - 1)].Process = null;
                free.Push(place);
            }
        }

        public Mailbox? Find(int place)
        {
            lock (this)
                return place >= 0 && place < used ? chunks[place >> ChunkBits][place & (ChunkSize - 1)].Process : null;
        }
    }
}
