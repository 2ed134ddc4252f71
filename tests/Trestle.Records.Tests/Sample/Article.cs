using System.ComponentModel.DataAnnotations;

namespace Trestle.Records.Tests.Sample;

public class Article : Record<Article>
{
    [Required, MaxLength(80)] public string Title { get; set; } = "";
    [Required, MinLength(10)] public string Body { get; set; } = "";
    [Unique] public string? Slug { get; set; }
    public int Stars { get; private set; }
    public List<string> Tags { get; set; } = [];

    public List<Comment> Comments { get; } = [];

    public void Star()
    {
        Stars++;
        Emit(new ArticleStarred(Id, Stars));
    }

    protected override void BeforeValidate() => Title = Title.Trim();

    protected override void Validate(Errors errors)
    {
        if (Title == Body)
            errors.Add("Say more in the body than in the title");
    }

    protected override Task AfterCreate()
    {
        Emit(new ArticleWritten(Id));

        return Task.CompletedTask;
    }
}

public record ArticleParams(string? Title = null, string? Body = null, string? Slug = null);

public record ArticleWritten(int ArticleId);

public record ArticleStarred(int ArticleId, int Stars);

public static class Articles
{
    extension(IQueryable<Article> articles)
    {
        public IQueryable<Article> Newest() => articles.OrderByDescending(a => a.CreatedAt);
    }
}
