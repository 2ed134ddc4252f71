using Trestle.Live.Browser.Tests;
using Trestle.Live.Browser.Tests.Pages;

[assembly: AssemblyFixture(typeof(Stage))]

namespace Trestle.Live.Browser.Tests;

/// <summary>The application of this assembly: a page for each thing that live views do in a browser.</summary>
public class StageApp : Application
{
    protected override ChildSpec[] Children() => [Child<Database>(), Child<HttpEndpoint>()];
}

public class StageRoutes : RouteMap
{
    protected override void Draw()
    {
        Live<BindingsLive>("/bindings");
        Live<BoardLive>("/board");
        Live<BrokenLive>("/broken");
        Live<ChangingLive>("/changing");
        Get<ChangingController>("/changing/plain", nameof(ChangingController.Index));
        Live<ChoicesLive>("/choices");
        Live<CommandsLive>("/commands");
        Live<DraftLive>("/draft");
        Live<HooksLive>("/hooks");
        Live<NestLive>("/nest");
        Live<SquareLive>("/square/{city}");
        Live<NextLive>("/nest/next");
        Live<OrderLive>("/order");
        Live<PartsLive>("/parts");
        Live<PortalLive>("/portal");
        Live<ReportLive>("/report");
        Live<RoomLive>("/rooms/{name}");
        Live<HallLive>("/hall");
        Live<RowsLive>("/rows");
        Live<ScrollLive>("/scroll");
        Live<StreamLive>("/stream");
        Live<TriggerLive>("/trigger");
        Live<UploadsLive>("/uploads");
        Live<WeatherLive>("/weather");
        Get<PlainController>("/plain", nameof(PlainController.Index));
        Post<PlainController>("/plain", nameof(PlainController.Create));
        Get<PlainController>("/login", nameof(PlainController.Login));
        LiveSession<RequireLogin>("staff", staff => staff.Live<DeskLive>("/desk"), layout: typeof(Views.Layouts.Staff));
    }
}

public record PlainParams(string Word);

public class PlainController : Controller
{
    public Result Index() => Page($"a plain page, told {Flash.Notice ?? "nothing"}");

    public Result Create(PlainParams sent) => Page($"posted {sent.Word}");

    public Result Login()
    {
        Session["who"] = "Ann";

        return Redirect(to: "/desk");
    }

    Result Page(string text) => Text($"<!DOCTYPE html><title>Plain</title><link rel=icon href=data:,><h1>{text}</h1>", "text/html");
}

public class ChangingController : Controller
{
    public Result Index() => View(ChangingLive.Version);
}

public class RequireLogin : MountHook
{
    protected override Task Mount()
    {
        if (Session["who"] is null)
            Redirect("/plain");

        return Task.CompletedTask;
    }
}

/// <summary>The one server of all tests here.</summary>
public sealed class Stage : TestApp<StageApp>
{
    public Stage() => Options = new() { Listens = true };
}
