namespace Library.Processes;

// snippet: isolation-messages
public record Ordered(string Reader, ImmutableArray<string> Titles);

public partial class OrderDesk : GenServer
{
    public record Order(string Title) : ICast;

    public record GetOrdered(string Reader) : ICall<Ordered>;

    readonly List<string> titles = []; // may change: nobody else holds it

    void Handle(Order order) => titles.Add(order.Title);

    Ordered Handle(GetOrdered ask) => new(ask.Reader, [.. titles]); // a copy leaves, not the list
}
// end snippet
