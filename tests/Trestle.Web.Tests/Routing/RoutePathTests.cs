using CsCheck;
using Trestle.Web.Tests.Shop;

namespace Trestle.Web.Tests;

public class RoutePathTests
{
    [Theory]
    [InlineData(7, "7")]
    [InlineData(-7L, "-7")]
    [InlineData(1.5, "1.5")]
    [InlineData(true, "true")]
    [InlineData(Order.Oldest, "Oldest")]
    [InlineData("black tea", "black%20tea")]
    [InlineData("a/../b?c#d%", "a%2F..%2Fb%3Fc%23d%25")]
    [InlineData("Straße", "Stra%C3%9Fe")]
    [InlineData("...", "...")]
    public void A_value_is_one_segment(object value, string segment) => Assert.Equal(segment, RoutePath.Segment(value, "id"));

    [Fact]
    public void A_date_is_read_alike_everywhere() =>
        Assert.Equal("2026-11-24", RoutePath.Segment(new DateOnly(2026, 11, 24), "day"));

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData(null)]
    public void Refuses_what_would_lead_elsewhere(string? value)
    {
        var refused = Assert.Throws<ArgumentException>(() => RoutePath.Segment(value, "slug"));

        Assert.Equal(
            $"""
            expected slug to be a segment of a path, got: "{value}"

            Give the helper a value that names something.
            """, refused.Message);
    }

    [Theory]
    [InlineData("a/b c/d", "a/b%20c/d")]
    [InlineData("a", "a")]
    public void The_rest_of_a_path_keeps_its_slashes(string value, string rest) => Assert.Equal(rest, RoutePath.Rest(value, "path"));

    [Theory]
    [InlineData("/evil.example")]
    [InlineData("a//b")]
    [InlineData("a/../b")]
    public void The_rest_of_a_path_leads_nowhere_else(string value) =>
        Assert.Throws<ArgumentException>(() => RoutePath.Rest(value, "path"));

    [Fact]
    public void The_query_holds_what_is_given() => Assert.Equal(
        "/search?words=a%26b&page=2",
        RoutePath.WithQuery("/search", ("words", "a&b"), ("order", null), ("page", 2)));

    [Fact]
    public async Task What_a_helper_wrote_the_action_reads()
    {
        const string letters = " !\"#$%&'()*+,-./:;<=>?@[]^_`{|}~\\äß語ab";
        await using var site = await RoutedTests.DrawnAsync(routes => routes.Get<PartsController>("/parts/{id}", "Show"));

        await Gen.Char[letters].Array[1, 8].Select(text => new string(text)).Where(text => text.Trim('.').Length > 0).SampleAsync(
            async text => Assert.Equal($"part {text}".TrimEnd(), await RoutedTests.TextAsync(site, $"/parts/{RoutePath.Segment(text, "id")}")),
            iter: 200,
            threads: 1);
    }

    [Fact]
    public void A_record_that_is_not_saved_has_no_path()
    {
        var unsaved = Assert.Throws<ArgumentException>(() => RoutePath.Id(new Book()));

        Assert.Equal("Book is not saved yet, so it has no path of its own.\n\nSave it first, or link to its list.", unsaved.Message);
        Assert.Throws<ArgumentException>(() => RoutePath.Segment<object>(new Book(), "id"));
    }
}
