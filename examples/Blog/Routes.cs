namespace Blog;

public class Routes : RouteMap
{
    protected override void Draw()
    {
        Live<ArticlesLive>("/");
        Live<NewArticleLive>("/articles/new");
        Live<ArticleLive>("/articles/{id}");

        Resources<ArticlesController>(article =>
        {
            article.Resources<CommentsController>(Only.Create | Only.Destroy);
        });

        Live<ProcessesLive>("/processes");
        Live<TroubleLive>("/trouble");

        Get<PagesController>("/hello");
        Get<PagesController>("/json");
        Get<PagesController>("/table");
        Get<PagesController>("/slow");
    }
}
