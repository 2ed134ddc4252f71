namespace Blog.Processes;

/// <summary>Knows how many tabs are open: each tells it when it connects, and its monitor tells when it has gone.</summary>
public class ReaderCount : GenServer
{
    public record Enter(Pid Reader) : ICast;
    public record Count : ICall<int>;

    readonly HashSet<Pid> readers = [];

    void Handle(Enter enter)
    {
        if (readers.Add(enter.Reader))
        {
            Self.Monitor(enter.Reader);
            Publish();
        }
    }

    void Handle(Down down)
    {
        readers.Remove(down.Pid);
        Publish();
    }

    int Handle(Count _) => readers.Count;

    void Publish() => Node.PubSub.Publish(new ReadersChanged(readers.Count));
}

public record ReadersChanged(int Count);
