namespace Trestle.Docs.Tests.Errors.Trs1102;

static class Fault
{
    // snippet: trs1102-fault
    public class Scales : GenServer
    {
        public record Weigh(string Thing) : ICall<double>;

        string Handle(Weigh weigh) => $"{weigh.Thing.Length} kg";
    }
    // end snippet
}

static class Repaired
{
    // snippet: trs1102-repaired
    public class Scales : GenServer
    {
        public record Weigh(string Thing) : ICall<double>;

        double Handle(Weigh weigh) => weigh.Thing.Length;
    }
    // end snippet
}
