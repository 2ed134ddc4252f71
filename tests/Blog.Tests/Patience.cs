namespace Blog.Tests;

/// <summary>How long to wait for what should come soon, on a machine that is busy.</summary>
static class Patience
{
    public static readonly TimeSpan Short = TimeSpan.FromSeconds(20);
    public static readonly TimeSpan Long = TimeSpan.FromSeconds(60);
}
