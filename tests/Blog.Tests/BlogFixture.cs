namespace Blog.Tests;

/// <summary>One running blog, seeded, for all tests of a class.</summary>
public sealed class BlogFixture : IAsyncLifetime
{
    readonly DirectoryInfo data = Directory.CreateTempSubdirectory("blog-");

    public BlogServer Server { get; private set; } = null!;

    public string Data => data.FullName;

    public async ValueTask InitializeAsync() => Server = await BlogServer.StartAsync(Data);

    /// <summary>Starts it again, on the same port and the same data.</summary>
    public async Task RestartAsync() => Server = await BlogServer.StartAsync(Data, Server.Url.Port);

    public async ValueTask DisposeAsync()
    {
        if (Server is not null)
            await Server.DisposeAsync();

        data.Delete(recursive: true);
    }
}
