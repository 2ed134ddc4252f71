using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Trestle.Tests;

/// <summary>The application of this assembly: a counter behind two addresses.</summary>
public class SampleApp : Application
{
    protected internal override ChildSpec[] Children() =>
    [
        Child<Database>(),
        Child<Counter>(),
        Child<HttpEndpoint>(),
    ];

    protected internal override void Configure(IServiceCollection services) => services.AddSingleton(new Greeting("hello"));
}

public record Greeting(string Text);

public class SampleRoutes : RouteMap
{
    protected override void Draw()
    {
        Get<CounterController>("/count", nameof(CounterController.Count));
        Get<CounterController>("/greeting", nameof(CounterController.Greeting));
        Get<CounterController>("/crash", nameof(CounterController.Crash));
        Get<CounterController>("/query", nameof(CounterController.Query));
    }
}

public class CounterController(Ref<Counter> counter, Greeting greeting) : Controller
{
    public async Task<Result> Count() => Text($"{await counter.CallAsync(new Counter.Next())}");

    public Result Greeting() => Text(greeting.Text);

    public async Task<Result> Query()
    {
        await Database.Current.Database.ExecuteSqlAsync($"SELECT 'of the request'");
        await counter.CallAsync(new Counter.Query());

        return Text("asked");
    }

    public Result Crash()
    {
        counter.Cast(new Counter.Crash());

        return Text("crashed");
    }
}

public class Counter : GenServer
{
    public record Next : ICall<int>;

    public record Query : ICall<int>;

    public record Crash : ICast;

    int count;

    Task<int> Handle(Query _) => Database.Current.Database.ExecuteSqlAsync($"SELECT 'of the counter'");

    int Handle(Next _) => ++count;

    void Handle(Crash _) => throw new InvalidOperationException("boom");
}

public class SampleSeeds : DatabaseSeeds
{
    protected internal override Task Run() => Task.CompletedTask;
}
