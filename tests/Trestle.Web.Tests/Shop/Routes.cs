namespace Trestle.Web.Tests.Shop;

/// <summary>A small application that the request tests talk to.</summary>
public class Routes : RouteMap
{
    protected override void Draw()
    {
        Root<PagesController>();

        Resources<ArticlesController>(article => article.Resources<CommentsController>(Only.Create));

        Resources<BooksController>();

        Get<PagesController>("/hello", "Hello");
        Get<PagesController>("/json", "Numbers");
        Get<PagesController>("/search", "Search");
        Get<PagesController>("/filter", "Filter");
        Get<PagesController>("/crash", "Crash");
        Get<PagesController>("/crash-later", "CrashLater");
        Get<PagesController>("/half", "Half");
        Get<PagesController>("/nothing", "Nothing");
        Get<PagesController>("/unseen", "Unseen");
        Get<PagesController>("/mismatch", "Mismatch");
        Get<PagesController>("/away", "Away");
        Get<PagesController>("/process", "Process");
        Get<PagesController>("/service", "Service");
        Get<PagesController>("/wait", "Wait");
        Get<PagesController>("/broken-view", "BrokenView");
        Post<PagesController>("/crash", "CrashWithForm");
        Get<SessionController>("/session", "Show");
        Post<SessionController>("/session", "Update");
        Get<SessionController>("/session/overflow", "Overflow");
        Live<ClockLive>("/clock");
    }
}

public class ClockLive : Component;
