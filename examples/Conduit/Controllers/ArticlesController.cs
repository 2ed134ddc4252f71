namespace Conduit.Controllers;

public class ArticlesController(Tokens tokens) : ApiController(tokens)
{
    const int LongestPage = 100;

    Article article = null!;

    [Before(Only = [nameof(Show), nameof(Update), nameof(Destroy), nameof(Favorite), nameof(Unfavorite)])]
    async Task Load(string slug) => article = await Article.BySlugAsync(slug);

    [Before(Only = [nameof(Update), nameof(Destroy)])]
    Result? RequireAuthor() => article.AuthorId == Me.Id ? null : Fault(403, "article", "forbidden");

    [Skip(nameof(RequireUser))]
    public Task<Result> Index(string? tag = null, string? author = null, string? favorited = null, int limit = 20, int offset = 0)
    {
        var articles = Article.All;

        if (tag is not null)
            articles = articles.Where(article => article.Tags.Any(one => one.Name == tag));
        if (author is not null)
            articles = articles.Where(article => article.Author!.Username == author);
        if (favorited is not null)
            articles = articles.Where(article => article.Favorites.Any(one => one.User!.Username == favorited));

        return List(articles, limit, offset);
    }

    public Task<Result> Feed(int limit = 20, int offset = 0) => List(
        Article.Where(article => Follow.All.Any(follow => follow.FollowerId == Me.Id && follow.FollowedId == article.AuthorId)), limit, offset);

    [Skip(nameof(RequireUser))]
    public Task<Result> Show() => Answer();

    public async Task<Result> Create(Body input)
    {
        article = new Article { Author = Me }.Assign(Texts(input.Article));
        await article.TagAsync(input.Article.TagList ?? []);

        return await article.SaveAsync() ? await Answer(201) : Invalid(article);
    }

    public async Task<Result> Update(Body input)
    {
        article.Assign(Texts(input.Article));

        if (input.Article.TagList is { } tags)
            await article.TagAsync(tags);

        return await article.SaveAsync() ? await Answer() : Invalid(article);
    }

    public async Task<Result> Destroy()
    {
        await article.DestroyAsync();

        return Status(204);
    }

    public async Task<Result> Favorite()
    {
        if (!await Mine().AnyAsync())
            await new Favorite { UserId = Me.Id, ArticleId = article.Id }.SaveAsync();

        return await AnswerAnew();
    }

    public async Task<Result> Unfavorite()
    {
        foreach (var favorite in await Mine().ToListAsync())
            await favorite.DestroyAsync();

        return await AnswerAnew();
    }

    IQueryable<Favorite> Mine() => Records.Favorite.Where(one => one.UserId == Me.Id && one.ArticleId == article.Id);

    static object Texts(ArticleParams input) => new { input.Title, input.Description, input.Body };

    async Task<Result> AnswerAnew()
    {
        await article.ReloadAsync();

        return await Answer();
    }

    async Task<Result> Answer(int status = 200) =>
        Json(new { Article = Shown.Article(article, await Bonds.OfAsync(Reader, [article.Id], [article.AuthorId])) }, status);

    async Task<Result> List(IQueryable<Article> articles, int limit, int offset)
    {
        var page = await articles.OrderByDescending(article => article.CreatedAt).ThenByDescending(article => article.Id)
            .Skip(Math.Max(0, offset)).Take(Math.Clamp(limit, 1, LongestPage))
            .Include(article => article.Author).Include(article => article.Tags)
            .ToListAsync();
        var bonds = await Bonds.OfAsync(Reader, [.. page.Select(article => article.Id)], [.. page.Select(article => article.AuthorId)]);

        return Json(new { Articles = page.Select(article => Shown.Summary(article, bonds)), ArticlesCount = await articles.CountAsync() });
    }

    public record Body(ArticleParams Article);
}
