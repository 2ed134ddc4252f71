using System.ComponentModel.DataAnnotations;
using System.ComponentModel.DataAnnotations.Schema;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Trestle.Web.Tests.Views;

namespace Trestle.Web.Tests;

public partial class FormBuilderTests
{
    readonly Trip trip = new();
    readonly FormBuilder<Trip> form;

    public FormBuilderTests() => form = new(trip, "trip");

    [Fact]
    public void Writes_every_kind_of_input_with_the_value_as_browsers_take_it()
    {
        trip.Title = "To \"sea\"";
        trip.Fare = 2.50m;
        trip.Day = new(2026, 3, 4);
        trip.At = new(5, 6);
        trip.Start = new(2026, 3, 4, 7, 6, 0, TimeSpan.FromHours(2));

        Assert.Equal("""<input id="trip-title" name="title" aria-required="true" type="search" value="To &quot;sea&quot;">""", Control(form.SearchField(t => t.Title)));
        Assert.Equal("""<input id="trip-title" name="title" aria-required="true" type="tel" value="To &quot;sea&quot;">""", Control(form.TelField(t => t.Title)));
        Assert.Equal("""<input id="trip-title" name="title" aria-required="true" type="url" value="To &quot;sea&quot;">""", Control(form.UrlField(t => t.Title)));
        Assert.Equal("""<input id="trip-colour" name="colour" type="color" value="#a0c4ff">""", Control(form.ColorField(t => t.Colour)));
        Assert.Equal("""<input id="trip-seats" name="seats" min="1" max="9" type="range" value="2">""", Control(form.RangeField(t => t.Seats)));
        Assert.Equal("""<input id="trip-seats" name="seats" min="1" max="9" type="number" value="2">""", Control(form.NumberField(t => t.Seats)));
        Assert.Equal("""<input id="trip-fare" name="fare" step="any" type="number" value="2.50">""", Control(form.NumberField(t => t.Fare)));
        Assert.Equal("""<input id="trip-day" name="day" type="date" value="2026-03-04">""", Control(form.DateField(t => t.Day)));
        Assert.Equal("""<input id="trip-day" name="day" type="month" value="2026-03">""", Control(form.MonthField(t => t.Day)));
        Assert.Equal("""<input id="trip-at" name="at" type="time" value="05:06">""", Control(form.TimeField(t => t.At)));
        Assert.Equal("""<input id="trip-start" name="start" type="datetime-local" value="2026-03-04T05:06">""", Control(form.DateTimeField(t => t.Start)));
        Assert.Equal("""<input id="trip-week" name="week" type="week" value="2026-W10">""", Control(form.WeekField(t => t.Week)));
    }

    [Fact]
    public void Never_fills_in_a_password() =>
        Assert.Equal("""<input id="trip-colour" name="colour" type="password">""", Control(form.PasswordField(t => t.Colour)));

    [Fact]
    public void Ties_hint_and_error_to_the_control_and_the_summary_to_the_field()
    {
        trip.Errors.Add("Title", "can't be blank");

        Assert.Equal(
            """
            <div class="field"><label for="trip-title">Where to</label><input id="trip-title" name="title" aria-invalid="true" aria-describedby="trip-title-hint trip-title-error" aria-required="true" type="text" value=""><p class="field-hint" id="trip-title-hint">A town</p><p class="field-error" id="trip-title-error">can't be blank</p></div>
            """.Trim(),
            Html(form.TextField(t => t.Title, hint: "A town")));
        Assert.Equal("""<ul class="form-errors"><li><a href="#trip-title">Title can't be blank</a></li></ul>""", Html(form.Errors()));
    }

    [Fact]
    public void Attributes_that_are_given_win() =>
        Assert.Equal(
            """<input id="trip-title" name="title" aria-required="true" maxlength="5" placeholder="&quot;&gt;" type="text" value="">""",
            Control(form.TextField(t => t.Title, attributes: new() { ["maxlength"] = "5", ["placeholder"] = "\">" })));

    [Fact]
    public void An_enum_brings_its_own_choices_and_what_may_be_null_can_be_left_out()
    {
        trip.Pace = Pace.VerySlow;

        Assert.Equal(
            """<select id="trip-pace" name="pace"><option value="VerySlow" selected>Very slow</option><option value="Fast">In haste</option></select>""",
            Control(form.Select(t => t.Pace)));
        Assert.Equal(
            """<select id="trip-return" name="return"><option value="" selected>–</option><option value="VerySlow">Very slow</option><option value="Fast">In haste</option></select>""",
            Control(form.Select(t => t.Return)));
    }

    [Fact]
    public void A_list_is_chosen_from_with_a_multiple_select_or_with_boxes()
    {
        trip.Stops = [1, 3];
        KeyValuePair<string, string>[] towns = [new("1", "Ulm"), new("2", "Linz"), new("3", "Wien")];

        Assert.Equal(
            """<select id="trip-stops" name="stops" multiple><option value="1" selected>Ulm</option><option value="2">Linz</option><option value="3" selected>Wien</option></select>""",
            Control(form.Select(t => t.Stops, towns)));
        Assert.Equal(
            """<fieldset class="field" id="trip-stops"><legend>Stops</legend><input id="trip-stops-0" type="checkbox" name="stops" value="1" checked><label for="trip-stops-0">Ulm</label><input id="trip-stops-1" type="checkbox" name="stops" value="2"><label for="trip-stops-1">Linz</label><input id="trip-stops-2" type="checkbox" name="stops" value="3" checked><label for="trip-stops-2">Wien</label></fieldset>""",
            Html(form.CheckBoxes(t => t.Stops, towns)));
    }

    [Fact]
    public void Radio_buttons_are_a_group_with_its_error()
    {
        trip.Errors.Add("Pace", "is too slow");

        Assert.Equal(
            """<fieldset class="field" id="trip-pace" aria-describedby="trip-pace-error" role="radiogroup" aria-invalid="true"><legend>Pace</legend><input id="trip-pace-0" type="radio" name="pace" value="VerySlow" checked><label for="trip-pace-0">Very slow</label><input id="trip-pace-1" type="radio" name="pace" value="Fast"><label for="trip-pace-1">In haste</label><p class="field-error" id="trip-pace-error">is too slow</p></fieldset>""",
            Html(form.RadioButtons(t => t.Pace)));
    }

    [Fact]
    public void What_is_wrong_with_boxes_is_told_of_each_and_a_group_may_be_disabled()
    {
        trip.Errors.Add("Stops", "are too far apart");

        Assert.Equal(
            """<fieldset class="field" id="trip-stops" aria-describedby="trip-stops-error" disabled><legend>Stops</legend><input id="trip-stops-0" type="checkbox" name="stops" value="1" aria-invalid="true"><label for="trip-stops-0">Ulm</label><p class="field-error" id="trip-stops-error">are too far apart</p></fieldset>""",
            Html(form.CheckBoxes(t => t.Stops, [new("1", "Ulm")], attributes: new() { ["disabled"] = true })));
    }

    [Fact]
    public void Choices_may_stand_under_headings()
    {
        trip.Stops = [3];
        (int Id, string Name, string Country)[] towns = [(1, "Ulm", "Germany"), (2, "Linz", "Austria"), (3, "Wien", "Austria")];

        Assert.Equal(
            """<select id="trip-stops" name="stops" multiple><optgroup label="Germany"><option value="1">Ulm</option></optgroup><optgroup label="Austria"><option value="2">Linz</option><option value="3" selected>Wien</option></optgroup></select>""",
            Control(form.Select(t => t.Stops, groups: towns.GroupBy(town => town.Country, town => KeyValuePair.Create($"{town.Id}", town.Name)))));
    }

    [Fact]
    public void A_disabled_box_sends_nothing_at_all() => Assert.Equal(
        """<input type="hidden" name="isPaid" value="false" disabled><input id="trip-isPaid" name="isPaid" disabled type="checkbox" value="true">""",
        Control(form.CheckBox(t => t.IsPaid, attributes: new() { ["disabled"] = true })));

    [Fact]
    public void A_hidden_list_is_a_field_for_each()
    {
        trip.Stops = [1, 3];

        Assert.Equal("""<input type="hidden" name="stops" value="1"><input type="hidden" name="stops" value="3">""", Html(form.Hidden(t => t.Stops)));
    }

    [Fact]
    public void A_button_may_have_a_name_and_a_value()
    {
        Assert.Equal("""<button type="submit" class="button">Create trip</button>""", Html(form.Submit()));
        Assert.Equal("""<button type="submit" class="button" name="next" value="more" formnovalidate>More</button>""", Html(form.Submit("More", "next", "more", new() { ["formnovalidate"] = true })));
    }

    [Fact]
    public void Says_what_to_pass_when_nothing_says_what_there_is_to_choose_from() =>
        Assert.Equal(
            """
            Seats is of type int, which does not say what there is to choose from: only an enum does.

            Pass what is offered, the value first:

                options: [new("1", "One"), new("2", "Two")]
            """,
            Assert.Throws<ArgumentException>(() => form.Select(t => t.Seats)).Message);

    [Fact]
    public void What_the_fields_show_is_what_the_binder_reads()
    {
        var random = new Random(7);

        for (var i = 0; i < 200; i++)
        {
            var given = new TripParams(
                $"<{random.Next()}&\"", random.Next(-9, 9), random.Next() / 100m, DateOnly.FromDayNumber(random.Next(3_000_000)),
                new(random.Next(24), random.Next(60), random.Next(2) * random.Next(60), random.Next(1000)),
                DateTimeOffset.FromUnixTimeMilliseconds(random.NextInt64(4_000_000_000_000)), (Pace)random.Next(2), random.Next(2) == 0 ? null : Pace.Fast,
                random.Next(2) == 0, [.. Enumerable.Range(1, 3).Where(_ => random.Next(2) == 0)]);
            trip.Assign(given);

            var read = new ParamsBinder().Bind<TripParams>(UrlEncoded.Parse(Sent(Whole()), 100));

            Assert.Equal(given with { Stops = [] }, read with { Stops = [] });
            Assert.Equal(given.Stops, read.Stops);
        }
    }

    string Whole() => Html(builder =>
    {
        KeyValuePair<string, string>[] towns = [new("1", "Ulm"), new("2", "Linz"), new("3", "Wien")];

        foreach (var field in (RenderFragment[])[
            form.TextField(t => t.Title), form.NumberField(t => t.Seats), form.NumberField(t => t.Fare), form.DateField(t => t.Day), form.TimeField(t => t.At),
            form.DateTimeField(t => t.Start), form.RadioButtons(t => t.Pace), form.Select(t => t.Return), form.CheckBox(t => t.IsPaid), form.CheckBoxes(t => t.Stops, towns)])
            builder.AddContent(0, field);
    });

    // What a browser would send of it.
    static string Sent(string html) => string.Join('&', Sending().Matches(html)
        .Where(match => !match.Value.Contains("type=\"radio\"") && !match.Value.Contains("type=\"checkbox\"") || match.Value.EndsWith(" checked>", StringComparison.Ordinal))
        .Select(match => $"{match.Groups[1].Value}={Uri.EscapeDataString(WebUtility.HtmlDecode(match.Groups[2].Value))}"));

    static string Html(RenderFragment fragment) => Rendering.Html(fragment.Invoke);

    static string Control(RenderFragment fragment) => Html(fragment) is var html
        ? html[(html.IndexOf("</label>", StringComparison.Ordinal) + 8)..^6]
        : "";

    [GeneratedRegex("""<(?:input|select)[^<]*? name="(\w+)"(?:[^<]*? value="([^"]*)"[^<]*>|>.*?<option value="(?<2>[^"]*)" selected>)""")]
    private static partial Regex Sending();

    public enum Pace
    {
        VerySlow,
        [Display(Name = "In haste")] Fast,
    }

    public record TripParams(
        string Title, int Seats, decimal Fare, DateOnly Day, TimeOnly At, DateTimeOffset Start, Pace Pace, Pace? Return, bool IsPaid, int[] Stops);

    [NotMapped]
    public class Trip : Record<Trip>
    {
        [Required, MaxLength(40), Display(Name = "Where to")] public string Title { get; set; } = "";
        public string Colour { get; set; } = "#a0c4ff";
        public string Week { get; set; } = "2026-W10";
        [Range(1, 9)] public int Seats { get; set; } = 2;
        public decimal Fare { get; set; }
        public DateOnly Day { get; set; }
        public TimeOnly At { get; set; }
        public DateTimeOffset Start { get; set; }
        public Pace Pace { get; set; }
        public Pace? Return { get; set; }
        public bool IsPaid { get; set; }
        public int[] Stops { get; set; } = [];
    }
}
