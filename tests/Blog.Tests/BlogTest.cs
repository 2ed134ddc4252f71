namespace Blog.Tests;

/// <summary>A test against a running blog, which shows what the blog printed when the test fails.</summary>
public abstract class BlogTest(BlogFixture blog) : IClassFixture<BlogFixture>, IAsyncDisposable
{
    readonly List<Visitor> visitors = [];

    protected BlogFixture Blog => blog;

    /// <summary>Somebody with cookies of their own.</summary>
    protected Visitor NewVisitor()
    {
        var visitor = new Visitor(blog.Server.Url);
        visitors.Add(visitor);

        return visitor;
    }

    protected static bool HasFailed => TestContext.Current.TestState is { Result: TestResult.Failed };

    public virtual ValueTask DisposeAsync()
    {
        visitors.ForEach(visitor => visitor.Dispose());

        if (HasFailed)
            TestContext.Current.TestOutputHelper?.WriteLine($"The blog printed:\n\n{blog.Server.Output}");

        GC.SuppressFinalize(this);

        return ValueTask.CompletedTask;
    }
}
