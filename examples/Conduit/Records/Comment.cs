namespace Conduit.Records;

public class Comment : Record<Comment>
{
    [Required, StringLength(10_000)] public string Body { get; set; } = "";

    public int ArticleId { get; set; }
    public Article? Article { get => Loaded(field); set; }

    public int AuthorId { get; set; }
    public User? Author { get => Loaded(field); set; }
}

public record CommentParams(string Body);
