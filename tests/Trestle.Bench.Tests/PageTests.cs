namespace Trestle.Bench.Tests;

public class PageTests
{
    [Fact]
    public void Compares_tables_without_the_white_space_between_tags()
    {
        const string page = "<main>\n<table>\n  <tr>\n <td>Nuts  &amp; bolts</td>\n</tr>\n</table>\n</main>";

        Assert.Equal("<table><tr><td>Nuts  &amp; bolts</td></tr></table>", Page.TableOf(page));
    }

    [Fact]
    public void A_page_without_a_table_cannot_be_compared()
    {
        var failure = Assert.Throws<BenchException>(() => Page.TableOf("<h1>Oops</h1>"));

        Assert.Equal("expected a page with a <table>, got:\n<h1>Oops</h1>", failure.Message);
    }
}
