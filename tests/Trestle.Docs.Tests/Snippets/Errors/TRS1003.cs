namespace Trestle.Docs.Tests.Errors.Trs1003;

static class Fault
{
    // snippet: trs1003-fault
    public class Counter : GenServer
    {
        public record Count : ICall<int>;

        static int count;

        int Handle(Count _) => ++count;
    }
    // end snippet
}

static class Repaired
{
    // snippet: trs1003-repaired
    public class Counter : GenServer
    {
        public record Count : ICall<int>;

        int count;

        int Handle(Count _) => ++count;
    }
    // end snippet
}
