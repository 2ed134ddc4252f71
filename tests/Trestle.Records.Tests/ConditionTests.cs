using System.ComponentModel.DataAnnotations;
using System.ComponentModel.DataAnnotations.Schema;

namespace Trestle.Records.Tests;

public class ConditionTests : TestDatabase
{
    [Theory]
    [InlineData(true, false, "Summary can't be blank", "Editor can't be blank")]
    [InlineData(false, false, "Editor can't be blank")]
    [InlineData(false, true)]
    [InlineData(true, true, "Summary can't be blank")]
    public void Asks_a_rule_when_its_condition_holds(bool isPublished, bool isDraft, params string[] messages)
    {
        var post = new Post { IsPublished = isPublished, IsDraft = isDraft };

        Assert.Equal(messages.Length == 0, post.Validate());
        Assert.Equal(messages, post.Errors.FullMessages);
    }

    [Fact]
    public void Words_a_rule_with_a_condition_as_its_author_does()
    {
        var post = new Post { IsDraft = true, Note = "Later" };

        Assert.True(post.Validate());
        Assert.False(post.Validate("publish"));
        Assert.Equal(["Note is for drafts"], post.Errors.FullMessages);
    }

    [Fact]
    public void Answers_DataAnnotations_by_the_same_conditions()
    {
        List<ValidationResult> results = [];
        var post = new Post { IsPublished = true, IsDraft = true, Note = "Later" };

        Assert.False(Validator.TryValidateObject(post, new(post), results, validateAllProperties: true));
        Assert.Equal(["Summary can't be blank"], results.Select(r => r.ErrorMessage));
    }

    [Fact]
    public async Task Tells_create_from_update()
    {
        var trip = new Trip { Name = "Trip", Coupon = "SUMMER" };

        Assert.False(await trip.SaveAsync());
        Assert.Equal(["Referrer can't be blank"], trip.Errors.FullMessages);

        trip.Referrer = "Bob";
        Assert.True(await trip.SaveAsync());

        trip.Referrer = null;
        Assert.False(await trip.SaveAsync());
        Assert.Equal(["Coupon must be blank"], trip.Errors.FullMessages);
    }

    [Fact]
    public async Task Saves_by_the_rules_for_a_context()
    {
        var trip = new Trip { Name = "Trip", Coupon = "SUMMER" };

        Assert.False(await trip.SaveAsync("depart"));
        Assert.Equal(["Driver can't be blank"], trip.Errors.FullMessages);
        Assert.True(trip.IsNew);

        trip.Driver = "Cay";
        Assert.True(await trip.SaveAsync("depart"));
        Assert.False(trip.IsNew);
    }

    [Fact]
    public async Task Judges_new_and_associated_records_in_the_same_context()
    {
        var trip = new Trip { Name = "Trip", Driver = "Cay" };
        trip.Stops.Add(new Stop { Place = "Harbour" });

        Assert.False(await trip.SaveAsync("depart"));
        Assert.Equal(["Platform can't be blank"], trip.Stops[0].Errors.FullMessages);
        Assert.True(await trip.SaveAsync());

        Assert.False(await trip.SaveAsync("depart"));
        Assert.Equal(["Stops is invalid"], trip.Errors.FullMessages);

        trip.Stops[0].Platform = "4";
        Assert.True(await trip.SaveAsync("depart"));
    }

    [Fact]
    public void Forgets_the_context_afterwards()
    {
        var trip = new Trip { Name = "Trip" };

        Assert.False(trip.Validate("depart"));
        Assert.True(trip.Validate());
    }

    [NotMapped]
    sealed class Post : Record<Post>
    {
        public bool IsPublished { get; set; }
        public bool IsDraft { get; set; }

        [Present(When = nameof(IsPublished))] public string? Summary { get; set; }
        [Present(Unless = nameof(IsDraft))] public string? Editor { get; set; }
        [Absent(On = "publish", ErrorMessage = "is for drafts")] public string? Note { get; set; }
    }
}
