using System.ComponentModel.DataAnnotations;
using System.ComponentModel.DataAnnotations.Schema;

namespace Trestle.Records.Tests;

public class ValidationTests : TestDatabase
{
    [Fact]
    public async Task Collects_the_messages_of_all_fields()
    {
        var article = new Article { Title = new('x', 81), Body = "short" };

        Assert.False(await article.SaveAsync());

        Assert.Equal(
            ["Title is too long (maximum is 80 characters)", "Body is too short (minimum is 10 characters)"],
            article.Errors.FullMessages);
        Assert.Equal(["is too short (minimum is 10 characters)"], article.Errors["body"]);
        Assert.Equal(0, await Article.CountAsync());
    }

    [Fact]
    public void Asks_the_records_own_rules_too()
    {
        var article = new Article { Title = " Bridges and tunnels ", Body = "Bridges and tunnels" };

        Assert.False(article.Validate());

        Assert.Equal(["Say more in the body than in the title"], article.Errors.FullMessages);
        Assert.Equal(new FieldError("", "Say more in the body than in the title"), Assert.Single(article.Errors));
    }

    [Fact]
    public void Forgets_what_has_been_put_right()
    {
        var article = new Article { Title = "", Body = "They carry rails over valleys." };
        Assert.False(article.Validate());

        article.Title = "Bridges";

        Assert.True(article.Validate());
        Assert.False(article.Errors.Any);
    }

    [Fact]
    public async Task Says_what_has_already_been_taken()
    {
        var first = await SavedArticle("first", slug: "bridges");
        var second = new Article { Title = "second", Body = "They carry rails over valleys.", Slug = "bridges" };

        Assert.False(await second.SaveAsync());
        Assert.Equal(["Slug has already been taken"], second.Errors.FullMessages);
        Assert.True(await first.UpdateAsync(new ArticleParams("still first", Slug: "bridges")));

        second.Slug = "tunnels";
        Assert.True(await second.SaveAsync());
        Assert.False(await second.UpdateAsync(new ArticleParams(Slug: "bridges")));
        await SavedArticle("without slug");
        await SavedArticle("also without slug");
    }

    [Fact]
    public async Task Says_what_is_taken_between_the_question_and_the_write()
    {
        var held = Site.HoldWriters("articles");
        var saves = new[] { "one", "two" }.Select(SaveWithSameSlug).ToArray();

        Site.AwaitHeldWriters(saves.Length);
        held.Dispose();
        var articles = await Task.WhenAll(saves);

        Assert.Equal([false, true], articles.Select(a => a.IsNew).Order());
        Assert.Equal(["Slug has already been taken"], articles.Single(a => a.IsNew).Errors.FullMessages);
    }

    async Task<Article> SaveWithSameSlug(string title)
    {
        await using var work = Database.BeginUnitOfWork();
        var article = new Article { Title = title, Body = "They carry rails over valleys.", Slug = "same" };
        await article.SaveAsync();

        return article;
    }

    [Fact]
    public void Asks_what_the_class_says_in_the_way_of_NET()
    {
        var stay = new Stay { From = 5, To = 3 };

        Assert.False(stay.Validate());

        Assert.Equal(["To comes before the start", "Nobody stays in reverse"], stay.Errors.FullMessages);
    }

    [NotMapped, Forwards]
    sealed class Stay : Record<Stay>, IValidatableObject
    {
        public int From { get; set; }
        public int To { get; set; }

        public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
        {
            if (From > To)
                yield return new("Nobody stays in reverse");
        }
    }

    sealed class ForwardsAttribute : ValidationAttribute
    {
        protected override ValidationResult? IsValid(object? value, ValidationContext validationContext) =>
            value is Stay { From: var from, To: var to } && from > to
                ? new("comes before the start", [nameof(Stay.To)])
                : null;
    }
}
