namespace Trestle.Architecture.Tests;

static class Expect
{
    /// <summary>Fails with all that is wrong, a line each; Assert.Empty would show the first few, cut off.</summary>
    public static void None(IEnumerable<string> faults)
    {
        var lines = faults.ToArray();

        Assert.True(lines.Length == 0, string.Join('\n', lines));
    }
}
