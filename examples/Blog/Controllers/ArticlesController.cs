namespace Blog.Controllers;

public class ArticlesController : Controller
{
    public async Task<Result> Index() => View(await Article.All.Newest().ToListAsync());

    public async Task<Result> Create(ArticleParams input)
    {
        var article = new Article().Assign(input);

        return await article.SaveAsync()
            ? Redirect(to: article).Notice("Article published.")
            : Invalid("New", article);
    }

    public async Task<Result> Edit(int id) => View(await Article.FindAsync(id));

    public async Task<Result> Update(int id, ArticleParams input)
    {
        var article = (await Article.FindAsync(id)).Assign(input);

        return await article.SaveAsync()
            ? Redirect(to: article).Notice("Article saved.")
            : Invalid("Edit", article);
    }

    public async Task<Result> Destroy(int id)
    {
        await (await Article.FindAsync(id)).DestroyAsync();

        return Redirect(to: Paths.Root()).Notice("Article deleted.");
    }
}
