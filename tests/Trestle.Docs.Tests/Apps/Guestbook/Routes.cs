// snippet: guestbook-routes
namespace Guestbook;

public class Routes : RouteMap
{
    protected override void Draw() => Live<GuestbookLive>("/");
}
// end snippet
