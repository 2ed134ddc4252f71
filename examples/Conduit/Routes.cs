namespace Conduit;

public class Routes : RouteMap
{
    protected override void Draw() => Scope("/api", api =>
    {
        api.Resources<UsersController>(Only.Create, nested: users => users.Collection.Post("login"));
        api.Resource<UserController>(Only.Show | Only.Update);
        api.Get<TagsController>("/tags", nameof(TagsController.Index));

        api.Resources<ProfilesController>(Only.Show, param: "username", nested: profile =>
        {
            profile.Member.Post("follow");
            profile.Member.Delete("follow", nameof(ProfilesController.Unfollow));
        });

        api.Resources<ArticlesController>(except: Only.New | Only.Edit, param: "slug", nested: article =>
        {
            article.Collection.Get("feed");
            article.Member.Post("favorite");
            article.Member.Delete("favorite", nameof(ArticlesController.Unfavorite));
            article.Resources<CommentsController>(Only.Index | Only.Create | Only.Destroy);
        });
    });
}
