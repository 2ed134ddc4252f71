namespace Trestle.Docs.Tests.Errors.Trs1004;

static class Fault
{
    // snippet: trs1004-fault
    public class Reports : GenServer
    {
        public record Make(int Year) : ICast;

        void Handle(Make make) => Task.Run(() => WriteAsync(make.Year));

        static Task WriteAsync(int year) => File.WriteAllTextAsync($"{year}.txt", "");
    }
    // end snippet
}

static class Repaired
{
    // snippet: trs1004-repaired
    public class Reports : GenServer
    {
        public record Make(int Year) : ICast;

        void Handle(Make make)
        {
            var year = make.Year;

            Self.SpawnLink(() => WriteAsync(year));
        }

        static Task WriteAsync(int year) => File.WriteAllTextAsync($"{year}.txt", "");
    }
    // end snippet
}
