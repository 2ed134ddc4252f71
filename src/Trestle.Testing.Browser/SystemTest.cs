namespace Trestle;

/// <summary>The base of tests that look at an application through a browser. When one fails, pictures of its pages are kept.</summary>
public abstract class SystemTest<TApp> : IAsyncDisposable
    where TApp : Application
{
    protected SystemTest(TestApp<TApp> app)
    {
        App = app.Options.Listens ? app : throw new ArgumentException(
            $$"""
            expected an app that a browser can reach, got one that is asked in memory

            Let it listen:

                public class {{typeof(TApp).Name}}OnSocket : TestApp<{{typeof(TApp).Name}}>
                {
                    public {{typeof(TApp).Name}}OnSocket() => Options = new() { Listens = true };
                }
            """);
        Browser = new(async () =>
        {
            await app.StartAsync();
            return app.Url;
        });
    }

    protected TestApp<TApp> App { get; }

    protected TestBrowser Browser { get; }

    /// <summary>The name of the test, once it has failed, as the test framework knows it; else null.</summary>
    protected abstract string? FailedTest { get; }

    /// <summary>Where pictures of failed tests go. Default: the folder screenshots beside the tests' program.</summary>
    protected virtual string Screenshots => Path.Combine(AppContext.BaseDirectory, "screenshots");

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);

        if (FailedTest is { } name)
            await Browser.PhotographAsync(Screenshots, name);

        await Browser.DisposeAsync();
    }
}
