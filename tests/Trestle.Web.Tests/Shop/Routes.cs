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

        Scope("/cookies", cookies =>
        {
            cookies.Get<CookiesController>("/", "Show");
            cookies.Post<CookiesController>("/", "Update");
            cookies.Get<CookiesController>("/now", "Now");
            cookies.Get<CookiesController>("/later", "Later");
            cookies.Get<CookiesController>("/shown", "Shown");
        });
        Post<ApiController>("/api", "Create");

        Scope("/echo", echo =>
        {
            echo.Get<EchoController>("/header", "Header");
            echo.Get<EchoController>("/cookie", "Cookie");
            echo.Get<EchoController>("/file", "Named");
            echo.Get<EchoController>("/redirect", "Onward");
            echo.Get<EchoController>("/notice", "Noticed");
            echo.Get<EchoController>("/url", "Address");
            echo.Post<EchoController>("/body", "Body");
        });

        Scope("/counter", counter =>
        {
            counter.Get<CounterController>("/", "Index");
            counter.Get<CounterController>("/quiet", "Quiet");
            counter.Get<CounterController>("/sell", "Sell");
            counter.Get<CounterController>("/fall", "Fall");
            counter.Get<CounterController>("/burn", "Burn");
            counter.Get<CounterController>("/lock", "Lock");
            counter.Get<CounterController>("/{id}", "Show");
            counter.Post<CounterController>("/", "Count");
        });

        Scope("/answers", answers =>
        {
            answers.Get<AnswersController>("/any", "Any");
            answers.Get<AnswersController>("/any.{format}", "Any");
            answers.Get<AnswersController>("/file", "Sheet");
            answers.Get<AnswersController>("/file/{*name}", "Named");
            answers.Get<AnswersController>("/bytes", "Bytes");
            answers.Get<AnswersController>("/stream", "Rows");
            answers.Get<AnswersController>("/stream/broken", "BrokenRows");
            answers.Get<AnswersController>("/events", "Ticks");
            answers.Get<AnswersController>("/accepted", "Accepted");
            answers.Get<AnswersController>("/kept", "Kept");
            answers.Get<AnswersController>("/kept/{version}", "Versioned");
            answers.Get<AnswersController>("/kept-note", "Note");
            answers.Get<AnswersController>("/keep/{how}", "Keep");
            answers.Get<AnswersController>("/back", "Back");
            answers.Get<AnswersController>("/moved", "Moved");
            answers.Get<AnswersController>("/away", "Elsewhere");
        });
    }
}

public class ClockLive : Component;
