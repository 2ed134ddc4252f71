namespace Blog.Records;

public class Article : Record<Article>
{
    [Required, MaxLength(80)] public string Title { get; set; } = "";
    [Required, MaxLength(60)] public string Author { get; set; } = "";
    [Required, MaxLength(20_000)] public string Body { get; set; } = "";

    public List<Comment> Comments { get; } = [];

    public IEnumerable<string> Paragraphs => Body.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries);

    public string Excerpt => Body.Length <= 180 ? Body : string.Concat(Body.AsSpan(0, 180).TrimEnd(), "…");

    protected override Task AfterSave() => Tell();

    protected override Task AfterDestroy() => Tell();

    Task Tell()
    {
        Emit(new ArticleChanged(Id));

        return Task.CompletedTask;
    }
}

public record ArticleParams(string Title, string Author, string Body);

public record ArticleChanged(int ArticleId);

public static class Articles
{
    extension(IQueryable<Article> articles)
    {
        public IQueryable<Article> Newest() => articles.OrderByDescending(article => article.Id);
    }
}
