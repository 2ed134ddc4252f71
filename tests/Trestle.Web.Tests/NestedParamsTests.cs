using System.Text.Json;
using CsCheck;

namespace Trestle.Web.Tests;

public class NestedParamsTests
{
    readonly ParamsBinder binder = new();

    [Fact]
    public void Binds_records_and_lists_of_records()
    {
        var order = Bind("number=7&buyer.name=Ann&buyer.address.city=York&lines[0].text=Nails&lines[0].count=3&lines[1].text=Rope&lines[1].count=1");

        Assert.Equal((7, "Ann", "York"), (order.Number, order.Buyer.Name, order.Buyer.Address!.City));
        Assert.Equal([("Nails", 3), ("Rope", 1)], order.Lines.Select(line => (line.Text, line.Count)));
    }

    [Fact]
    public void Lines_come_in_the_order_of_their_numbers_whatever_is_missing_between() =>
        Assert.Equal(["a", "b", "c"], Bind("number=1&lines[100].text=c&lines[2].text=b&lines[0].text=a").Lines.Select(line => line.Text));

    [Fact]
    public void What_a_form_leaves_out_has_its_natural_value()
    {
        var order = Bind("number=1");

        Assert.Equal(("", null), (order.Buyer.Name, order.Buyer.Address));
        Assert.Empty(order.Lines);
        Assert.Null(order.Note);
    }

    [Theory]
    [InlineData("lines[x].text=a")]
    [InlineData("lines[-1].text=a")]
    [InlineData("lines[99999999999].text=a")]
    [InlineData("lines[0]text=a")]
    [InlineData("lines[0].=a")]
    [InlineData("lines.0.text=a")]
    public void What_is_no_place_in_a_list_is_left_out(string field) => Assert.Empty(Bind("number=1&" + field).Lines);

    [Theory]
    [InlineData("number=1&lines[3].count=many", "lines[3]: expected count to be int, got: \"many\"")]
    [InlineData("number=1&buyer.address.floor=top", "buyer: address: expected floor to be int, got: \"top\"")]
    public void Says_where_a_value_of_another_type_stands(string form, string reason) =>
        Assert.Equal((400, reason), Refused(() => Bind(form)));

    [Fact]
    public void Json_has_the_same_shape()
    {
        var order = Json("""{ "number": 7, "buyer": { "address": { "city": "York" } }, "lines": [{ "text": "Nails", "tags": ["a"] }, {}] }""");

        Assert.Equal(("", "York"), (order.Buyer.Name, order.Buyer.Address!.City));
        Assert.Equal([("Nails", 1), ("", 0)], order.Lines.Select(line => (line.Text, line.Tags.Length)));
    }

    [Theory]
    [InlineData("""{ "number": 1 }""", "expected buyer in the JSON, as Person")]
    [InlineData("""{ "number": 1, "buyer": {}, "lines": [{}, null] }""", "expected lines[1] to be Line, got: null")]
    [InlineData("""{ "number": 1, "buyer": {}, "lines": [{ "tags": ["a", null] }] }""", "lines[0]: expected tags to be a list of string, got: null in it")]
    public void Json_that_lacks_a_record_is_refused(string json, string reason) => Assert.Equal((400, reason), Refused(() => Json(json)));

    [Fact]
    public void Records_may_hold_others_of_their_own_kind()
    {
        binder.Learn(typeof(Branch));

        var tree = binder.Bind<Branch>(UrlEncoded.Parse("name=a&twigs[0].name=b&twigs[0].twigs[1].name=c", maxFields: 10));

        Assert.Equal("c", tree.Twigs.Single().Twigs.Single().Name);
    }

    [Fact]
    public void Records_of_the_database_and_of_others_are_no_params()
    {
        Assert.Contains("Held is of type Member, which no field of a form can become", Unbindable<Holder<RecordJsonTests.Member>>(), StringComparison.Ordinal);
        Assert.Contains("Held is of type NetworkCredential, which no field of a form can become", Unbindable<Holder<System.Net.NetworkCredential>>(), StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_or_reads_any_names_but_fails_at_none() =>
        Gen.Int[0, Parts.Length - 1].Array[0, 20].Sample(parts =>
        {
            try
            {
                Bind(string.Concat(parts.Select(part => Parts[part])));
            }
            catch (RequestException refused)
            {
                Assert.Equal(400, refused.Status);
            }
        });

    static readonly string[] Parts = ["lines", "buyer", "number", "[", "]", ".", "0", "7", "text", "address", "=", "&", "1"];

    string Unbindable<T>() => Assert.Throws<RouteException>(() => binder.Learn(typeof(T))).Message;

    static (int, string) Refused(Action read)
    {
        var refused = Assert.Throws<RequestException>(read);

        return (refused.Status, refused.Message);
    }

    Order Bind(string form) => binder.Bind<Order>(UrlEncoded.Parse(form, maxFields: 100));

    Order Json(string json) => (Order)binder.Complete(JsonSerializer.Deserialize<Order>(json, JsonBody.NewOptions())!);

    sealed record Order(int Number, Person Buyer, IReadOnlyList<Line> Lines, Person? Note = null);

    sealed record Person(string Name, Address? Address);

    sealed record Address(string City, int? Floor);

    sealed record Line(string Text, string[] Tags, int Count = 1);

    sealed record Branch(string Name, List<Branch> Twigs);

    sealed record Holder<T>(T Held);
}
