namespace Trestle.Web.Tests.Views;

public class HtmlWalkerTests
{
    [Fact]
    public void Serves_a_page_and_its_layout_again_for_the_next_page()
    {
        var context = Rendering.Context();
        var page = HtmlWalker.Rent(context);
        var layout = HtmlWalker.Rent(context);

        layout.Return();
        page.Return();

        Assert.Same(page, HtmlWalker.Rent(context));
        Assert.Same(layout, HtmlWalker.Rent(context));
    }
}
