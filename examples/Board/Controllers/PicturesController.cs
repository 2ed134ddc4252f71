namespace Board.Controllers;

public class PicturesController : Controller
{
    public async Task<Result> Show(int id)
    {
        var picture = await Picture.FindAsync(id);
        CacheForever(); // a picture is never changed

        return File(picture.Content, picture.ContentType!);
    }
}
