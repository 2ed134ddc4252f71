namespace Blog.Records;

public class Comment : Record<Comment>
{
    [Required, MaxLength(60)] public string Author { get; set; } = "";
    [Required, MaxLength(2_000)] public string Body { get; set; } = "";

    public int ArticleId { get; set; }
    public Article? Article { get; set; }

    protected override Task AfterSave() => Tell();

    protected override Task AfterDestroy() => Tell();

    Task Tell()
    {
        Emit(new ArticleChanged(ArticleId));

        return Task.CompletedTask;
    }
}

public record CommentParams(string Author, string Body);
