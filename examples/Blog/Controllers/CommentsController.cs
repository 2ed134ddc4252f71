namespace Blog.Controllers;

public class CommentsController : Controller
{
    public async Task<Result> Create(int articleId, CommentParams input)
    {
        var article = await Article.FindAsync(articleId);
        var comment = new Comment { ArticleId = article.Id }.Assign(input);

        return await comment.SaveAsync()
            ? Redirect(to: article).Notice("Thank you for your comment.")
            : Invalid("New", comment);
    }

    public async Task<Result> Destroy(int articleId, int id)
    {
        var article = await Article.FindAsync(articleId);
        var comment = await Comment.Where(one => one.ArticleId == articleId).FindAsync(id);
        await comment.DestroyAsync();

        return Redirect(to: article).Notice("Comment deleted.");
    }
}
