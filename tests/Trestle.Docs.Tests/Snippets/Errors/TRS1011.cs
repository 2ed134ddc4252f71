namespace Trestle.Docs.Tests.Errors.Trs1011;

static class Fault
{
    // snippet: trs1011-fault
    public class Downloads : GenServer
    {
        public record Fetch(Uri Page) : ICast;

        record Fetched(Uri Page);

        void Handle(Fetch fetch) => Self.SpawnLink(async () =>
        {
            using var client = new HttpClient();
            await client.GetStringAsync(fetch.Page);
            Pid.Send(new Fetched(fetch.Page));
        });

        void Handle(Fetched fetched) => Node.PubSub.Publish(fetched);
    }
    // end snippet
}

static class Repaired
{
    // snippet: trs1011-repaired
    public class Downloads : GenServer
    {
        public record Fetch(Uri Page) : ICast;

        record Fetched(Uri Page);

        void Handle(Fetch fetch)
        {
            var self = Pid;

            Self.SpawnLink(async () =>
            {
                using var client = new HttpClient();
                await client.GetStringAsync(fetch.Page);
                self.Send(new Fetched(fetch.Page));
            });
        }

        void Handle(Fetched fetched) => Node.PubSub.Publish(fetched);
    }
    // end snippet
}
