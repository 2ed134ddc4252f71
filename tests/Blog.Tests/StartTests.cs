using System.Net.Sockets;

namespace Blog.Tests;

public sealed class StartTests(BlogFixture blog) : BlogTest(blog)
{
    const string Options = "Known are --bind X, --data X, --database X, --environment X, --migrate X, --port X, --schema X, and settings as --Section:Key X.";

    [Fact]
    public async Task A_port_that_is_taken_ends_it_with_a_way_out()
    {
        var port = Blog.Server.Url.Port;

        var ended = await BlogServer.RunAsync("--port", $"{port}", "--data", Blog.Data);

        Assert.Equal((2, $"Port {port} on 127.0.0.1 is taken. Stop what uses it, or choose another: --port {port + 1}\n"), ended);
    }

    [Theory]
    [InlineData("expected --port to be a number from 0 to 65535, got: http", "--port", "http")]
    [InlineData("expected --port to be a number from 0 to 65535, got: 65536", "--port", "65536")]
    [InlineData("expected --port to be a number from 0 to 65535, got: -1", "--port=-1")]
    [InlineData("expected --migrate to be true or false, got: perhaps", "--migrate", "perhaps")]
    [InlineData("expected a value after --port", "--port")]
    [InlineData("--prot is not an option. " + Options, "--prot", "5000")]
    [InlineData("5000 is not an option. " + Options, "5000")]
    public async Task An_option_it_cannot_read_ends_it_with_what_it_expected(string message, params string[] arguments)
    {
        Assert.Equal((2, $"{message}\n"), await BlogServer.RunAsync(arguments));
    }

    [Fact]
    public async Task A_database_that_is_not_migrated_ends_it_with_a_way_out()
    {
        var data = Directory.CreateTempSubdirectory("blog-");

        var ended = await BlogServer.RunAsync("--port", "0", "--data", data.FullName, "--environment", "Production");

        Assert.Equal(
            (2, "The database lacks 2 of the application's migrations: 20261123090000_CreateArticles, 20261123090100_CreateComments.\n"
                + "\n"
                + "Apply them with the command db migrate, or at start with: --migrate true\n"),
            ended);
        data.Delete(recursive: true);
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task Asked_to_stop_it_ends_the_running_requests_first(string signal)
    {
        using var socket = await Wire.ConnectAsync(Blog.Server.Url);
        using var client = new TcpClient(Blog.Server.Url.Host, Blog.Server.Url.Port);
        using var stream = client.GetStream();
        using var answer = new StreamReader(stream);
        await stream.WriteAsync("POST /articles HTTP/1.1\r\nHost: blog\r\nConnection: close\r\nExpect: 100-continue\r\n"u8.ToArray());
        await stream.WriteAsync("Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 7\r\n\r\n"u8.ToArray());
        Assert.Equal("HTTP/1.1 100 Continue", await answer.ReadLineAsync().WaitAsync(Patience.Short));

        var stopping = Blog.Server.StopAsync(signal);
        Assert.Equal((1012, "the server restarts"), await socket.ClosedAsync());
        await stream.WriteAsync("title=a"u8.ToArray());

        Assert.Equal("", await answer.ReadLineAsync().WaitAsync(Patience.Short));
        Assert.Equal("HTTP/1.1 400 Bad Request", await answer.ReadLineAsync().WaitAsync(Patience.Short));
        Assert.Equal(0, await stopping);
        Assert.EndsWith($"Trestle is up: {Blog.Server.Url.GetLeftPart(UriPartial.Authority)}\n", Blog.Server.OutputWithoutRequests, StringComparison.Ordinal);
        await Blog.RestartAsync();
    }
}
