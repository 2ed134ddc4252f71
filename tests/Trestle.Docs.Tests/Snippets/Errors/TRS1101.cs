namespace Trestle.Docs.Tests.Errors.Trs1101;

static class Fault
{
    // snippet: trs1101-fault
    public class Desk : GenServer
    {
        public record Hold(int Book) : ICall<bool>;
        public record Release(int Book) : ICast;

        readonly HashSet<int> held = [];

        bool Handle(Hold hold) => held.Add(hold.Book);
    }

    public static void Return(Ref<Desk> desk, int book) => desk.Cast(new Desk.Release(book));
    // end snippet
}

static class Repaired
{
    // snippet: trs1101-repaired
    public class Desk : GenServer
    {
        public record Hold(int Book) : ICall<bool>;
        public record Release(int Book) : ICast;

        readonly HashSet<int> held = [];

        bool Handle(Hold hold) => held.Add(hold.Book);

        void Handle(Release release) => held.Remove(release.Book);
    }

    public static void Return(Ref<Desk> desk, int book) => desk.Cast(new Desk.Release(book));
    // end snippet
}
