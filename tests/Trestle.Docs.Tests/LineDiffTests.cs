namespace Trestle.Docs.Tests;

public class LineDiffTests
{
    [Fact]
    public void Marks_what_is_missing_and_what_is_too_much()
    {
        var diff = LineDiff.Of(wanted: "one\ntwo\nthree", actual: "one\n2\nthree\nfour");

        Assert.Equal("  one\n- 2\n+ two\n  three\n- four", diff);
    }
}
