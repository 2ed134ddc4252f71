namespace Library;

// snippet: library-app
public class App : Application
{
    protected override ChildSpec[] Children() =>
    [
        Child<Database>(),
        Child<ReadingRoom>(),
        Child<HttpEndpoint>(), // last: take requests only once everything above is up
    ];
}
// end snippet
