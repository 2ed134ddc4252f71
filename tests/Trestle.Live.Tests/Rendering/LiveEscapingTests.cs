using System.Net;
using System.Text.RegularExpressions;
using Trestle.Web.Tests.Views;

namespace Trestle.Live.Tests.Rendering;

public partial class LiveEscapingTests
{
    [Theory]
    [MemberData(nameof(EscapingCases.Written), MemberType = typeof(EscapingCases))]
    public void A_value_that_would_run_or_load_is_not_written(string element, string attribute, string value, string written) =>
        Assert.Equal(written, WebUtility.HtmlDecode(Value().Match(Rendered.Html(EscapingCases.Element(element, attribute, value))).Groups[1].Value));

    [Theory]
    [MemberData(nameof(EscapingCases.Refused), MemberType = typeof(EscapingCases))]
    public void A_value_where_any_would_run_is_refused(string element, string attribute, string value, string reason) =>
        Assert.Equal(reason, Assert.Throws<InvalidOperationException>(() => Rendered.Html(EscapingCases.Element(element, attribute, value))).Message);

    [Fact]
    public void A_page_may_be_loaded_again_but_lead_nowhere()
    {
        Assert.Equal("""<meta http-equiv="Refresh" content=" 5">""", Rendered.Html(EscapingCases.Refresh(" 5")));
        Assert.Equal(EscapingCases.RefusedRefresh, Assert.Throws<InvalidOperationException>(() => Rendered.Html(EscapingCases.Refresh("0;url=//evil.example"))).Message);
        Assert.Throws<InvalidOperationException>(() => Rendered.Html(EscapingCases.Refresh("0;url=//evil.example", isFirst: true)));
    }

    [Fact]
    public void What_stands_in_the_source_is_the_author_s_own() => Assert.Equal(EscapingCases.OwnWordsHtml, Rendered.Html(EscapingCases.OwnWords));

    [GeneratedRegex("=\"([^\"]*)\"")]
    private static partial Regex Value();
}
