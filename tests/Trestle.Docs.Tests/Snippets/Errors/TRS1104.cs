namespace Trestle.Docs.Tests.Errors.Trs1104;

static class Fault
{
    // snippet: trs1104-fault
    public class Lamp : GenServer
    {
        public record Switch(bool On) : ICast;

        bool isOn;

        void Handle(Switch message, bool force) => isOn = force || message.On != isOn;
    }
    // end snippet
}

static class Repaired
{
    // snippet: trs1104-repaired
    public class Lamp : GenServer
    {
        public record Switch(bool On, bool Force) : ICast;

        bool isOn;

        void Handle(Switch message) => isOn = message.Force || message.On != isOn;
    }
    // end snippet
}
