namespace Trestle.Bench;

/// <summary>How many bytes the messages of live pages have, without the frame's own few.</summary>
static class LiveWire
{
    public static async Task<IReadOnlyList<(string Name, double Bytes)>> MeasureAsync(Server server, CancellationToken cancellation)
    {
        List<(string, double)> sizes = [];

        await OnAsync("counter", (browser, click) =>
        {
            sizes.Add(("join.out", browser.JoinFrame.Length));
            sizes.Add(("join", browser.Joined.Length));
            sizes.Add(("upgrade_join.out", browser.BytesOut));
            sizes.Add(("upgrade_join", browser.BytesIn));
            sizes.Add(("click.out", click("add").Out));
            sizes.Add(("click", click("add").In));
        });

        await OnAsync("list", (browser, click) =>
        {
            sizes.Add(("list.join", browser.Joined.Length));
            sizes.Add(("list.add", click("add").In));
            sizes.Add(("list.remove", click("remove").In));
            sizes.Add(("list.reorder", click("reorder").In));
        });

        await OnAsync("table", (browser, click) =>
        {
            sizes.Add(("table.join", browser.Joined.Length));
            click("tick");
            sizes.Add(("table.tick", click("tick").In));
        });

        return sizes;

        async Task OnAsync(string page, Action<LiveBrowser, Func<string, (int Out, int In)>> read)
        {
            using var client = new HttpClient();
            var pass = await LivePass.FetchAsync(client, new(server.Url, page), cancellation);
            using var crowd = new Crowd();
            var browser = new LiveBrowser(pass) { Keeps = true };
            crowd.Open(1, _ => browser);

            read(browser, button =>
            {
                var sent = 0;
                crowd.UntilAllHear(() => sent = browser.Click(button));

                return (sent, browser.Last.Length);
            });
        }
    }
}
