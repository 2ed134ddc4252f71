namespace Trestle.Docs.Tests.Errors.Trs1010;

static class Fault
{
    // snippet: trs1010-fault
    public static Table<string, List<int>> Scores() => new() { IsPublic = true };

    public static void Add(Table<string, List<int>> scores, string player, int score) =>
        scores.Update(player, [], all =>
        {
            all.Add(score);
            return all;
        });
    // end snippet
}

static class Repaired
{
    // snippet: trs1010-repaired
    public static Table<string, ImmutableList<int>> Scores() => new() { IsPublic = true };

    public static void Add(Table<string, ImmutableList<int>> scores, string player, int score) =>
        scores.Update(player, [], all => all.Add(score));
    // end snippet
}
