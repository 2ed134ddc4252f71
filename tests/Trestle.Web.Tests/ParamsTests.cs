using System.Text;
using CsCheck;

namespace Trestle.Web.Tests;

public class ParamsTests
{
    readonly ParamsBinder binder = new();

    [Fact]
    public void Binds_the_simple_types()
    {
        var input = Bind<Everything>(
            "text=a&maybe=&count=7&price=1.25&isOpen=on&day=2026-02-28&at=2026-02-28T12:00:00Z&id=6f9619ff-8b86-d011-b42d-00c04fc964ff&kind=LEAF&tags=x&tags=y&numbers=1&numbers=2");

        Assert.Equal(("a", "", 7, 1.25m, true), (input.Text, input.Maybe, input.Count, input.Price, input.IsOpen));
        Assert.Equal(new DateOnly(2026, 2, 28), input.Day);
        Assert.Equal(new DateTimeOffset(2026, 2, 28, 12, 0, 0, TimeSpan.Zero), input.At);
        Assert.Equal(Guid.Parse("6f9619ff-8b86-d011-b42d-00c04fc964ff"), input.Id);
        Assert.Equal(Kind.Leaf, input.Kind);
        Assert.Equal(["x", "y"], input.Tags);
        Assert.Equal([1, 2], input.Numbers);
    }

    [Fact]
    public void Gives_what_is_missing_its_natural_value()
    {
        var input = Bind<Optional>("");

        Assert.Equal(("", null, null, 3, false), (input.Text, input.Maybe, input.Count, input.Page, input.IsOpen));
        Assert.Empty(input.Tags);
    }

    [Fact]
    public void Takes_the_last_of_two_values_so_that_a_hidden_false_may_stand_before_a_box() =>
        Assert.True(Bind<Optional>("isOpen=false&isOpen=true").IsOpen);

    [Fact]
    public void Binds_init_properties_too()
    {
        var input = Bind<WithProperties>("name=Ann&age=7&unknown=x");

        Assert.Equal(("Ann", 7), (input.Name, input.Age));
    }

    [Theory]
    [InlineData("count=seven", "expected count to be int, got: \"seven\"")]
    [InlineData("count=1.5", "expected count to be int, got: \"1.5\"")]
    [InlineData("isOpen=perhaps", "expected isOpen to be bool, got: \"perhaps\"")]
    [InlineData("weight=NaN", "expected weight to be double, got: \"NaN\"")]
    [InlineData("weight=1e999", "expected weight to be double, got: \"1e999\"")]
    public void Refuses_a_value_of_another_type(string form, string reason)
    {
        var refused = Assert.Throws<RequestException>(() => Bind<Optional>(form));

        Assert.Equal((400, reason), (refused.Status, refused.Message));
    }

    [Fact]
    public void Says_which_params_no_form_can_fill()
    {
        var unbindable = Assert.Throws<RouteException>(() => Bind<Unbindable>(""));

        Assert.Equal(
            """
            Unbindable cannot be read from a form: When is of type Func<int>, which no field of a form can become.

            Params are records of simple values, of lists of them and of other such records:

                public record ArticleParams(string Title, string Body);
            """, unbindable.Message);
    }

    [Fact]
    public void Reads_back_whatever_a_browser_encodes() =>
        Gen.Select(Gen.String.Where(IsSendable), Gen.String.Where(IsSendable)).Sample((name, value) =>
        {
            var form = $"{Uri.EscapeDataString(name)}={Uri.EscapeDataString(value).Replace("%20", "+")}";

            return form == "=" || UrlEncoded.Parse(form, maxFields: 2)[name] == value;
        });

    [Fact]
    public void Refuses_or_reads_any_bytes_but_fails_at_none() =>
        Gen.Byte.Array[0, 64].Sample(bytes =>
        {
            try
            {
                UrlEncoded.Parse(bytes, maxFields: 100);
            }
            catch (RequestException refused)
            {
                Assert.Equal(400, refused.Status);
            }
        });

    static bool IsSendable(string text) => !text.Contains('\0') && Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) == text;

    T Bind<T>(string form) => binder.Bind<T>(UrlEncoded.Parse(form, maxFields: 100));

    enum Kind
    {
        Root,
        Leaf,
    }

    sealed record Everything(
        string Text, string? Maybe, int Count, decimal Price, bool IsOpen, DateOnly Day, DateTimeOffset At, Guid Id, Kind Kind,
        string[] Tags, List<int> Numbers);

    sealed record Optional(string Text, string? Maybe, int? Count, IReadOnlyList<string> Tags, bool IsOpen, double? Weight, int Page = 3);

    sealed record WithProperties
    {
        public string Name { get; init; } = "";
        public int Age { get; init; }
    }

    sealed record Unbindable(string Name, Func<int> When);
}
