using static Trestle.Live.Tests.Pages.WeatherLive;

namespace Trestle.Live.Tests;

public class LoadingTests
{
    [Fact]
    public async Task Shows_the_page_at_once_and_the_value_when_it_has_come()
    {
        await using var site = await LiveSite.StartAsync();
        var (client, loader) = await JoinAsync(site);
        await using var _ = client;

        Assert.Equal("loading", TextOf(client));

        loader.Send(new Answer("rain"));
        await client.NextAsync("diff");
        Assert.Equal("rain", TextOf(client));
    }

    [Fact]
    public async Task Loads_nothing_while_the_page_is_just_written()
    {
        await using var site = await LiveSite.StartAsync();

        var page = await site.OpenAsync("/weather");

        Assert.Equal("loading", page.QuerySelector("#weather")!.TextContent);
        Assert.DoesNotContain(site.Node.Snapshot(), process => process.Name.Contains(" loads ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_failure_is_shown_and_the_view_goes_on()
    {
        await using var site = await LiveSite.StartAsync();
        var (client, loader) = await JoinAsync(site);
        await using var _ = client;

        loader.Send(new Answer(null));
        await client.NextAsync("diff");
        Assert.Equal("no answer", TextOf(client));

        var next = await AgainAsync(site, client);
        next.Send(new Answer("sun"));
        await client.NextAsync("diff");
        Assert.Equal("sun", TextOf(client));
    }

    [Fact]
    public async Task Keeps_the_former_value_while_another_is_loading()
    {
        await using var site = await LiveSite.StartAsync();
        var (client, loader) = await JoinAsync(site);
        await using var _ = client;
        loader.Send(new Answer("rain"));
        await client.NextAsync("diff");

        await AgainAsync(site, client);

        Assert.Equal("loading", TextOf(client));
        Assert.Equal("rain", client.Page.QuerySelector("#former")!.TextContent);
    }

    [Fact]
    public async Task Another_loading_or_a_cancel_ends_the_one_before()
    {
        await using var site = await LiveSite.StartAsync();
        var (client, first) = await JoinAsync(site);
        await using var _ = client;
        var second = await AgainAsync(site, client);

        await Ended(site, first);
        await client.ClickAsync("#cancel");

        await Ended(site, second);
        Assert.Equal("", TextOf(client));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Ends_with_its_view(bool byRedirect)
    {
        await using var site = await LiveSite.StartAsync();
        var (client, loader) = await JoinAsync(site);

        if (byRedirect)
            await client.ClickAsync("#away");
        else
            await client.DisposeAsync();

        await Ended(site, loader);
        await client.DisposeAsync();
    }

    static async Task<(ChannelClient Client, Pid Loader)> JoinAsync(LiveSite site)
    {
        var asked = await site.NextAsync<Asked>("asked");
        var client = await site.JoinAsync("/weather");

        return (client, (await asked).Loader);
    }

    static async Task<Pid> AgainAsync(LiveSite site, ChannelClient client)
    {
        var asked = await site.NextAsync<Asked>("asked");
        await client.ClickAsync("#again");

        return (await asked).Loader;
    }

    static Task Ended(LiveSite site, Pid loader)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        site.Node.Spawn(async () =>
        {
            var monitor = Self.Monitor(loader);
            await Self.ReceiveAsync<Down>(down => down.Monitor == monitor);
            ended.SetResult();
        });

        return ended.Task.WaitAsync(TimeSpan.FromSeconds(10));
    }

    static string TextOf(ChannelClient client) => client.Page.QuerySelector("#weather")!.TextContent;
}
