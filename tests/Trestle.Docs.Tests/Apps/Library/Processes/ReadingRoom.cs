namespace Library.Processes;

// snippet: reading-room
public class ReadingRoom : GenServer
{
    public record TakeSeat(Pid Reader) : ICall<bool>;

    public record CountFree : ICall<int>;

    public record Close : ICast;

    const int Seats = 20;

    readonly HashSet<Pid> readers = [];
    bool isOpen = true;

    bool Handle(TakeSeat seat)
    {
        if (!isOpen || readers.Count == Seats)
            return false;

        if (readers.Add(seat.Reader))
            Self.Monitor(seat.Reader); // sends Down when the reader has gone

        Tell();

        return true;
    }

    int Handle(CountFree _) => Seats - readers.Count;

    void Handle(Close _) => isOpen = false;

    void Handle(Down down)
    {
        readers.Remove(down.Pid);
        Tell();
    }

    void Tell() => Node.PubSub.Publish(new SeatsChanged(Seats - readers.Count));
}

public record SeatsChanged(int Free);
// end snippet
