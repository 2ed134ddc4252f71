namespace Library.Processes;

// snippet: server-lent-books
public partial class LentBooks(TextWriter ledger) : GenServer
{
    public record Lend(string Title) : ICast;

    readonly List<string> titles = [];

    void Handle(Lend lend) => titles.Add(lend.Title);

    protected override Task Terminate(ExitReason reason) =>
        ledger.WriteLineAsync($"{reason}: {string.Join(", ", titles)}");
}
// end snippet
