namespace Trestle.Records.Tests;

public class WritersTests : TestDatabase
{
    static readonly TimeSpan patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Reads_do_not_wait_for_a_writer()
    {
        await SavedArticle();
        var halfway = new TaskCompletionSource();
        var proceed = new TaskCompletionSource();
        var writing = Task.Run(async () =>
        {
            await using var work = Database.BeginUnitOfWork();
            await Database.TransactionAsync(async () =>
            {
                await SavedArticle("unseen");
                halfway.SetResult();
                await proceed.Task;
            });
        });
        await halfway.Task.WaitAsync(patience);

        Assert.Equal(1, await Article.CountAsync());

        proceed.SetResult();
        await writing.WaitAsync(patience);
        Assert.Equal(2, await Article.CountAsync());
    }
}
