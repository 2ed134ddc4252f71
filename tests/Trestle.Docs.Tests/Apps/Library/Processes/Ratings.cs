namespace Library.Processes;

// snippet: supervision-bug
public partial class Ratings : GenServer
{
    public record Rate(int Stars) : ICast;

    public record GetAverage : ICall<int>;

    int sum, count;

    void Handle(Rate rate)
    {
        sum += rate.Stars;
        count++;
    }

    int Handle(GetAverage _) => sum / count; // who has seen it?
}
// end snippet
