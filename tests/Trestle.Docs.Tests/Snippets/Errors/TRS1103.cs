namespace Trestle.Docs.Tests.Errors.Trs1103;

static class Fault
{
    // snippet: trs1103-fault
    public abstract class Door : GenServer
    {
        public record Close : ICast;

        protected bool IsOpen { get; set; } = true;

        void Handle(Close _) => IsOpen = false;
    }

    public class CountingDoor : Door
    {
        int closed;

        void Handle(Close _) => closed++;
    }
    // end snippet
}

static class Repaired
{
    // snippet: trs1103-repaired
    public abstract class Door : GenServer
    {
        public record Close : ICast;

        protected bool IsOpen { get; set; } = true;

        protected virtual void Handle(Close _) => IsOpen = false;
    }

    public class CountingDoor : Door
    {
        int closed;

        protected override void Handle(Close close)
        {
            closed++;
            base.Handle(close);
        }
    }
    // end snippet
}
