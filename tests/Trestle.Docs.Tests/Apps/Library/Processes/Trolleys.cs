namespace Library.Processes;

// snippet: server-trolleys
public partial class Trolleys : GenServer
{
    public record Take : ICall<int>;

    public record GiveBack(int Number) : ICast;

    readonly Queue<int> free = new([1, 2]);
    readonly Queue<ReplyTo<int>> waiting = [];

    void Handle(Take _, ReplyTo<int> reader)
    {
        if (free.TryDequeue(out var number))
            reader.Reply(number);
        else
            waiting.Enqueue(reader); // is answered by GiveBack
    }

    void Handle(GiveBack back)
    {
        if (waiting.TryDequeue(out var reader))
            reader.Reply(back.Number);
        else
            free.Enqueue(back.Number);
    }
}
// end snippet
