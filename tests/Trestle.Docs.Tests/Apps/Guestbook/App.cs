// snippet: guestbook-app
namespace Guestbook;

public class App : Application
{
    protected override ChildSpec[] Children() =>
    [
        Child<Database>(),
        Child<HttpEndpoint>(), // last: take requests only once everything above is up
    ];
}
// end snippet
