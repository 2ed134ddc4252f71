using System.ComponentModel.DataAnnotations;
using System.Net;
using Microsoft.AspNetCore.Components.Rendering;
using Trestle.Web.Tests.Views;

namespace Trestle.Web.Tests;

public class PlainFormTests
{
    [Fact]
    public async Task A_form_for_params_shows_what_their_attributes_find_and_what_was_typed()
    {
        var page = await SignInAsync(("email", "ann"), ("password", ""), ("device.name", "telephone"), ("staySignedIn", "true"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains(
            """
            <label for="sign-in-params-email">E-mail</label><input id="sign-in-params-email" name="email" aria-invalid="true" aria-describedby="sign-in-params-email-hint sign-in-params-email-error" aria-required="true" type="email" value="ann"><p class="field-hint" id="sign-in-params-email-hint">That of your account</p><p class="field-error" id="sign-in-params-email-error">is not an email address</p>
            """.Trim(), page.Html, StringComparison.Ordinal);
        Assert.Contains("""<p class="field-error" id="sign-in-params-password-error">goes without saying</p>""", page.Html, StringComparison.Ordinal);
        Assert.Contains("""name="device.name" aria-invalid="true" aria-describedby="sign-in-params-device-name-error" type="text" value="telephone"><p class="field-error" id="sign-in-params-device-name-error">is too long (maximum is 5 characters)</p>""", page.Html, StringComparison.Ordinal);
        Assert.Contains("""name="staySignedIn" type="checkbox" value="true" checked>""", page.Html, StringComparison.Ordinal);
        Assert.Contains("""<button type="submit" class="button" name="from" value="here">Send</button>""", page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shows_what_the_action_found_beside_the_field_and_above_the_form()
    {
        var page = await SignInAsync(("email", "ann@example.com"), ("password", "please"), ("device.name", ""));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains("""<p class="form-error" role="alert">The door stays shut.</p>""", page.Html, StringComparison.Ordinal);
        Assert.Contains("""<p class="field-error" id="sign-in-params-password-error">is not that of this address</p>""", page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("please", page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lets_in_who_is_right() =>
        Assert.Equal("in as ann@example.com", (await SignInAsync(("email", "ann@example.com"), ("password", "open sesame"), ("device.name", ""))).Html);

    [Fact]
    public void A_search_is_sent_by_get_without_a_token() => Assert.Equal(
        """<form id="find-form" action="/books" method="get" role="search"><div class="field"><label for="find-words">Words</label><input id="find-words" name="words" type="search" value="a&amp;b"></div></form>""",
        Html(new Search("a&b"), builder =>
        {
            builder.AddComponentParameter(2, "Action", "/books");
            builder.AddComponentParameter(3, "Method", "get");
            builder.AddComponentParameter(4, "Id", "find");
            builder.AddComponentParameter(5, "role", "search");
        }));

    [Fact]
    public void Says_that_it_must_know_where_it_is_sent() => Assert.Equal(
        """
        A form for Search, which is no record, does not say where it is sent.

        Say it:

            <Form For="..." Action="/..." Context="form">
        """,
        Assert.Throws<InvalidOperationException>(() => Html(new Search(""), _ => { })).Message);

    [Fact]
    public void Knows_no_other_methods() => Assert.Equal(
        "expected a form's method to be get, post, put, patch or delete, got: \"trace\"",
        Assert.Throws<ArgumentException>(() => Html(new Search(""), builder => builder.AddComponentParameter(2, "Method", "trace"))).Message);

    [Fact]
    public void Rules_stand_on_properties_and_on_parameters_and_of_those_inside()
    {
        var errors = new Errors();

        ParamsRules.Check(new Order("", 11, [new("", null), new("a", new(""))]) { Note = "too long a note" }, errors);

        Assert.Equal(
            [
                "Number can't be blank", "Count must be less than or equal to 10", "Note is too long (maximum is 5 characters)",
                "Lines text can't be blank", "Lines part words can't be blank",
            ],
            errors.FullMessages);
        Assert.Equal(["Number", "Count", "Note", "Lines[0].Text", "Lines[1].Part.Words"], errors.Select(error => error.Field));
    }

    static async Task<(HttpStatusCode Status, string Html)> SignInAsync(params (string Name, string Value)[] fields)
    {
        await using var site = await Site.StartAsync(routes: new Office.Routes());
        site.Client.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");

        using var answer = await site.Client.PostAsync("/sign-in", new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))));

        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    static string Html(Search search, Action<RenderTreeBuilder> more) => Rendering.Html(builder =>
    {
        builder.OpenComponent<Form<Search>>(0);
        builder.AddComponentParameter(1, "For", search);
        more(builder);
        builder.AddComponentParameter(9, "ChildContent", (Microsoft.AspNetCore.Components.RenderFragment<FormBuilder<Search>>)(form => form.SearchField(one => one.Words)));
        builder.CloseComponent();
    });

    sealed record Search(string Words);

    public sealed record Order([Required] string Number, [property: Range(1, 10)] int Count, Line[] Lines)
    {
        [MaxLength(5)] public string Note { get; init; } = "";
    }

    public sealed record Line([property: Present] string Text, Part? Part);

    public sealed record Part([Required, MinLength(3)] string Words);
}
