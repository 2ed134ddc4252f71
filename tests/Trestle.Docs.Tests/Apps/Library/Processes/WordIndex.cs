namespace Library.Processes;

// snippet: server-word-index
public partial class WordIndex(Func<ImmutableDictionary<string, int>> read) : GenServer
{
    public record Find(string Word) : ICall<int>;

    record Build;

    ImmutableDictionary<string, int>? pages;

    protected override Task Init()
    {
        TimeoutWhenIdle(TimeSpan.FromMinutes(5));
        Continue(new Build()); // whoever starts us does not wait for it, whoever calls us does

        return Task.CompletedTask;
    }

    void Handle(Build _) => pages = read();

    int Handle(Find find) => (pages ??= read()).GetValueOrDefault(find.Word);

    void Handle(IdleTimeout _) => Hibernate();

    protected override void Shrink() => pages = null;
}
// end snippet
