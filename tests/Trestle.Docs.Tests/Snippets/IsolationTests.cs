namespace Trestle.Docs.Tests.Snippets;

public sealed class IsolationTests : IDisposable
{
    readonly Node node = new();

    public void Dispose() => node.Dispose();

    [Fact]
    public async Task What_was_given_away_does_not_change()
    {
        var desk = node.Spawn(new OrderDesk());
        desk.Cast(new OrderDesk.Order("Emma"));
        var before = await desk.CallAsync(new OrderDesk.GetOrdered("Ann"));
        desk.Cast(new OrderDesk.Order("Persuasion"));
        var after = await desk.CallAsync(new OrderDesk.GetOrdered("Ann"));

        Assert.Equal(["Emma"], before.Titles);
        Assert.Equal(["Emma", "Persuasion"], after.Titles);
    }

    [Fact]
    public void A_table_is_read_by_many()
    {
        // snippet: isolation-table
        var loans = new Table<string, ImmutableList<string>> { IsPublic = true };

        loans.Update("Ann", first: ["Emma"], titles => titles.Add("Emma")); // sets the first
        loans.Update("Ann", first: [], titles => titles.Add("Persuasion")); // no other write comes in between
        // end snippet

        Assert.True(loans.TryLookup("Ann", out var lent));
        Assert.Equal(["Emma", "Persuasion"], lent);
    }
}
