using System.Collections.Concurrent;

namespace Trestle.Web.Tests.Shop;

public record Article(int Id, string Title, string Body, decimal? Price, string? Error = null);

public record ArticleParams(string Title, string Body, decimal? Price, bool IsDraft);

public record CommentParams(string Text, int Stars, string[] Tags);

/// <summary>What one test's application has stored.</summary>
public class Shelf
{
    public ConcurrentDictionary<int, Article> Articles { get; } = [];
    public ConcurrentBag<string> Comments { get; } = [];
}

public class ArticlesController(Shelf shelf) : Controller
{
    public Result Index() => View(shelf.Articles.Values.OrderBy(article => article.Id).ToList());

    public Result New() => View(new Article(0, "", "", null));

    public Result Create(ArticleParams input)
    {
        if (input.Title.Length == 0)
            return Invalid("New", new Article(0, input.Title, input.Body, input.Price, "Title can't be blank"));

        var article = new Article(shelf.Articles.Count + 1, input.Title, input.Body, input.Price);
        shelf.Articles[article.Id] = article;

        return Redirect(to: $"/articles/{article.Id}").Notice("Article created.");
    }

    public Result Show(int id) => shelf.Articles.TryGetValue(id, out var article) ? View(article) : NotFound();

    public async Task<Result> Update(int id, ArticleParams input)
    {
        await Task.Yield();
        shelf.Articles[id] = shelf.Articles[id] with { Title = input.Title };

        return Json(shelf.Articles[id]);
    }

    public async ValueTask<Result> Destroy(int id)
    {
        await Task.Yield();
        shelf.Articles.TryRemove(id, out _);

        return Redirect(to: "/articles").Alert("Article deleted.");
    }
}

public class CommentsController(Shelf shelf) : Controller
{
    public Result Create(int articleId, CommentParams input)
    {
        shelf.Comments.Add($"{articleId}: {input.Text} {input.Stars} {string.Join('+', input.Tags)}");

        return Text(shelf.Comments.Single(), status: 201);
    }
}
