namespace Library.Processes;

// snippet: server-code-change
public partial class LoanCount : GenServer
{
    public record Add : ICall<int>;

    int count;

    int Handle(Add _) => ++count;
}

public partial class LoanCount2 : GenServer
{
    long loans; // was an int called count

    long Handle(Count _) => loans;

    int Handle(LoanCount.Add _) => (int)++loans;

    protected override Task CodeChange(GenServer former, IReadOnlyDictionary<string, object?> state)
    {
        loans = (int)state["count"]!;

        return Task.CompletedTask;
    }

    public record Count : ICall<long>;
}
// end snippet
