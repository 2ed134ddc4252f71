namespace Trestle.Web.Tests.Office;

/// <summary>A second application, for forms with rows, forms for params and files.</summary>
public class Routes : RouteMap
{
    protected override void Draw()
    {
        Resources<Controllers.EssaysController>(Only.New | Only.Create | Only.Edit | Only.Update);
        Resource<Controllers.SignInController>(Only.New | Only.Create, path: "/sign-in");
        Resource<Controllers.CoversController>(Only.New | Only.Create);

        Scope("/rooms", rooms =>
        {
            rooms.Get<Controllers.RoomsController>("/", "Index");
            rooms.Get<Controllers.RoomsController>("/narrow", "Narrow");
            rooms.Get<Controllers.RoomsController>("/whole", "Whole");
            rooms.Get<Controllers.RoomsController>("/chosen", "Chosen");
            rooms.Get<Controllers.RoomsController>("/bare", "Bare");
            rooms.Get<Controllers.RoomsController>("/lost", "Lost");
        });
    }
}
