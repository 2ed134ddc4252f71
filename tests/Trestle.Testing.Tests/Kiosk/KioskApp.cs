using Microsoft.Extensions.DependencyInjection;
using Trestle.Testing.Tests.Kiosk.Live;

namespace Trestle.Testing.Tests.Kiosk;

/// <summary>The application of this assembly: notes, and a form with every kind of field.</summary>
public class KioskApp : Application
{
    protected override ChildSpec[] Children() => [Child<Database>(), Child<HttpEndpoint>()];

    protected override void Configure(IServiceCollection services) => services.AddSingleton(new Greeting("Welcome"));
}

public record Greeting(string Text);

public class KioskRoutes : RouteMap
{
    protected override void Draw()
    {
        Resources<NotesController>();
        Get<OddController>("/greeting", nameof(OddController.Greeting));
        Get<OddController>("/now", nameof(OddController.Now));
        Get<OddController>("/visits", nameof(OddController.Visits));
        Get<OddController>("/crash", nameof(OddController.Crash));
        Get<OddController>("/broken", nameof(OddController.Broken));
        Get<OddController>("/circle", nameof(OddController.Circle));
        Get<OddController>("/away", nameof(OddController.Away));
        Get<OddController>("/order", nameof(OddController.Order));
        Get<OddController>("/search", nameof(OddController.Search));
        Get<OddController>("/flash", nameof(OddController.Told));
        Live<BoardLive>("/board/{section}");
        Live<ReceiptLive>("/receipt");
        Live<ShelfLive>("/shelf");
        Live<TallyLive>("/tally");
        Live<WindowLive>("/window");
        Live<NextWindowLive>("/window/next");
        Live<OrderLive>("/form");
        Live<TwoFacedLive>("/two/{how}");
        LiveSession<RequireVisits>("office", office => office.Live<OfficeLive>("/office"));
        Post<OddController>("/echo", nameof(OddController.Echo));
        Post<OddController>("/poster", nameof(OddController.Poster));
        Post<OddController>("/moved", nameof(OddController.Moved));
    }
}

public class KioskSeeds : DatabaseSeeds
{
    protected override async Task Run()
    {
        await Note.CreateAsync(new NoteParams("First"));
        await Note.CreateAsync(new NoteParams("Second"));
    }
}
