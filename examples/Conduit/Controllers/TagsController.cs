namespace Conduit.Controllers;

[Skip(nameof(RequireUser))]
public class TagsController(Tokens tokens) : ApiController(tokens)
{
    public async Task<Result> Index() =>
        Json(new { Tags = await Tag.Where(tag => tag.Articles.Any()).OrderBy(tag => tag.Name).PluckAsync(tag => tag.Name) });
}
