namespace Library.Processes;

// snippet: server-gate
public class Gate() : StateMachine<Gate.Phase>(new Shut())
{
    public abstract record Phase;

    public sealed record Shut : Phase;

    public sealed record Open(string Reader) : Phase;

    public record Admit(string Reader) : ICall<string>;

    record Close;

    protected override Task Entered(Phase before)
    {
        if (State is Open)
            StateTimeout(TimeSpan.FromSeconds(10), new Close()); // taken back when the state changes before

        return Task.CompletedTask;
    }

    string Handle(Shut _, Admit admit)
    {
        Next(new Open(admit.Reader));

        return $"{admit.Reader} is in";
    }

    string Handle(Open _, Admit admit)
    {
        Postpone(); // handled again, and answered, once it is shut

        return "";
    }

    void Handle(Open _, Close close) => Next(new Shut());
}
// end snippet
