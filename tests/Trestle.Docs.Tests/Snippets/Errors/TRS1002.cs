namespace Trestle.Docs.Tests.Errors.Trs1002;

static class Fault
{
    // snippet: trs1002-fault
    public class Guests : GenServer
    {
        public record Names : ICall<List<string>>;

        readonly List<string> names = [];

        List<string> Handle(Names _) => names;
    }
    // end snippet
}

static class Repaired
{
    // snippet: trs1002-repaired
    public class Guests : GenServer
    {
        public record Names : ICall<ImmutableList<string>>;

        readonly List<string> names = [];

        ImmutableList<string> Handle(Names _) => [.. names];
    }
    // end snippet
}
