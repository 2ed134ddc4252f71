namespace Trestle.Docs.Tests.Errors.Trs1001;

static class Fault
{
    // snippet: trs1001-fault
    public record PlaceOrder(string Customer, List<string> Lines) : ICast
    {
        public string? Note { get; set; }
    }
    // end snippet
}

static class Repaired
{
    // snippet: trs1001-repaired
    public record PlaceOrder(string Customer, ImmutableList<string> Lines) : ICast
    {
        public string? Note { get; init; }
    }
    // end snippet
}
