namespace Trestle.Docs.Tests.Errors.Trs1009;

static class Fault
{
    // snippet: trs1009-fault
    public class Thumbnails : GenServer
    {
        public record Make(Uri Picture) : ICast;

        readonly HashSet<Uri> made = [];

        void Handle(Make make) => Self.SpawnLink(async () =>
        {
            await ShrinkAsync(make.Picture);
            made.Add(make.Picture);
        });

        static Task ShrinkAsync(Uri picture) => Task.CompletedTask;
    }
    // end snippet
}

static class Repaired
{
    // snippet: trs1009-repaired
    public class Thumbnails : GenServer
    {
        public record Make(Uri Picture) : ICast;

        record Made(Uri Picture);

        readonly HashSet<Uri> made = [];

        void Handle(Make make)
        {
            var self = Pid;

            Self.SpawnLink(async () =>
            {
                await ShrinkAsync(make.Picture);
                self.Send(new Made(make.Picture));
            });
        }

        void Handle(Made made) => this.made.Add(made.Picture);

        static Task ShrinkAsync(Uri picture) => Task.CompletedTask;
    }
    // end snippet
}
