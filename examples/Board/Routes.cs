namespace Board;

public class Routes : RouteMap
{
    protected override void Draw()
    {
        Live<BoardLive>("/", name: "Root");
        Resources<PicturesController>(Only.Show);
    }
}
