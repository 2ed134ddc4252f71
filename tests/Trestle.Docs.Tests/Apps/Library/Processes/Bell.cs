namespace Library.Processes;

// snippet: bell
public class Bell(TimeSpan every) : GenServer
{
    record Ring;

    int rings;

    protected override Task Init()
    {
        SendAfter(every, new Ring());

        return Task.CompletedTask;
    }

    void Handle(Ring ring)
    {
        Node.PubSub.Broadcast("bell", new Rang(++rings));
        SendAfter(every, ring);
    }
}

public record Rang(int Times);
// end snippet
