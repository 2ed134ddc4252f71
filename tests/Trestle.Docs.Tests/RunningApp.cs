using System.Diagnostics;
using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Trestle.Live.Tests;

namespace Trestle.Docs.Tests;

/// <summary>An app of the docs as a program of its own, on a port of its own, with a new database file.</summary>
public abstract class RunningApp(string name, string environment = "Development") : IAsyncLifetime
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    readonly DirectoryInfo data = Directory.CreateTempSubdirectory("trestle-docs-");
    readonly CookieContainer cookies = new();

    Process? process;
    HttpClient? browser;

    /// <summary>A browser: keeps cookies, follows no redirect by itself.</summary>
    public HttpClient Browser => browser!;

    protected virtual IEnumerable<string> Options => ["--port", "0", "--migrate", "true"];

    public string DatabaseFile => Path.Combine(data.FullName, $"{name.ToLowerInvariant()}.db");

    public async ValueTask InitializeAsync() => await StartAsync();

    public async Task RestartAsync()
    {
        await KillAsync();
        await StartAsync();
    }

    public async Task<IDocument> OpenAsync(string path) => Parse(await Browser.GetStringAsync(path));

    /// <summary>Opens a page in a tab: its HTML first, then its live view over the socket.</summary>
    internal async Task<ChannelClient> JoinAsync(string path)
    {
        var tab = await ChannelClient.ConnectAsync(Browser.BaseAddress!, await OpenAsync(path), cookies, path);
        var reply = await tab.JoinAsync();
        Assert.Equal("ok", reply.GetProperty("status").GetString());

        return tab;
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
            await KillAsync();

        data.Delete(recursive: true);
        CleanUp();
        GC.SuppressFinalize(this);
    }

    /// <summary>What is run: the built app.</summary>
    protected virtual Task<string> ProgramAsync()
    {
        // artifacts/bin/Trestle.Docs.Tests/debug is where this runs; the app lies beside it.
        var output = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));

        return Task.FromResult(Path.Combine(output.Parent!.Parent!.FullName, $"Docs.{name}", output.Name, $"{name}.dll"));
    }

    protected virtual void CleanUp() { }

    static IDocument Parse(string html) => new HtmlParser().ParseDocument(html);

    async Task StartAsync()
    {
        var program = await ProgramAsync();

        process = Process.Start(new ProcessStartInfo("dotnet", [program, "--data", data.FullName, "--environment", environment, .. Options])
        {
            RedirectStandardOutput = true,
        })!;

        var url = await UrlAsync(process.StandardOutput).WaitAsync(Patience);
        _ = process.StandardOutput.ReadToEndAsync();

        browser = new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = cookies }) { BaseAddress = url };
    }

    static async Task<Uri> UrlAsync(StreamReader output)
    {
        string[] announcements = ["Trestle is up: ", "      Now listening on: "];
        List<string> lines = [];

        while (await output.ReadLineAsync() is { } line)
        {
            if (announcements.FirstOrDefault(one => line.StartsWith(one, StringComparison.Ordinal)) is { } announcement)
                return new(line[announcement.Length..]);

            lines.Add(line);
        }

        throw new InvalidOperationException($"The app ended before it was up.\n\n{string.Join('\n', lines)}");
    }

    async Task KillAsync()
    {
        browser?.Dispose();
        process!.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}

public sealed class ClicksApp() : RunningApp("Clicks");

public sealed class GuestbookApp() : RunningApp("Guestbook");
