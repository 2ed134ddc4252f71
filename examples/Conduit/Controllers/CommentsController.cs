namespace Conduit.Controllers;

public class CommentsController(Tokens tokens) : ApiController(tokens)
{
    Article article = null!;

    [Before]
    async Task Load(string articleSlug) => article = await Article.BySlugAsync(articleSlug);

    [Skip(nameof(RequireUser))]
    public async Task<Result> Index()
    {
        var comments = await Comment.Where(comment => comment.ArticleId == article.Id).OrderBy(comment => comment.Id)
            .Include(comment => comment.Author).ToListAsync();
        var bonds = await Bonds.OfAsync(Reader, [], [.. comments.Select(comment => comment.AuthorId)]);

        return Json(new { Comments = comments.Select(comment => Shown.Comment(comment, bonds.Followed.Contains(comment.AuthorId))) });
    }

    public async Task<Result> Create(Body input)
    {
        var comment = new Comment { Author = Me, ArticleId = article.Id }.Assign(input.Comment);

        return await comment.SaveAsync() ? Json(new { Comment = Shown.Comment(comment, isFollowed: false) }) : Invalid(comment);
    }

    public async Task<Result> Destroy(int id)
    {
        var comment = await Comment.Where(one => one.ArticleId == article.Id).FindAsync(id);

        if (comment.AuthorId != Me.Id)
            return Fault(403, "comment", "forbidden");

        await comment.DestroyAsync();

        return Status(204);
    }

    public record Body(CommentParams Comment);
}
