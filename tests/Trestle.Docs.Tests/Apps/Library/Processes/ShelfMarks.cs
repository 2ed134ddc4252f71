namespace Library.Processes;

// snippet: server-shelf-marks
public partial class ShelfMarks : GenServer
{
    public record Move(string Title, string Mark) : ICast;

    public record GetTable : ICall<Table<string, string>>;

    Table<string, string> marks = null!;

    protected override Task Init()
    {
        marks = new(); // made here, so it is this process's: only it writes, everybody reads

        return Task.CompletedTask;
    }

    void Handle(Move move) => marks.Insert(move.Title, move.Mark);

    Table<string, string> Handle(GetTable _) => marks;
}
// end snippet
