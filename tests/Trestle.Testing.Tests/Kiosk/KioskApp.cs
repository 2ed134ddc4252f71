using Microsoft.Extensions.DependencyInjection;

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
