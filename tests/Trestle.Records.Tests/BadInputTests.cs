namespace Trestle.Records.Tests;

/// <summary>What no rule of an author's foresees, and no database should have to.</summary>
public class BadInputTests : TestDatabase
{
    [Fact]
    public async Task Refuses_text_that_could_not_be_given_back()
    {
        // Not InlineData: an attribute could not hold them either.
        foreach (var title in new[] { "Nul \0 inside", "Half \ud83d of a pair", "\udc00 the other half", "At the end \ud83d" })
        {
            var article = new Article { Title = title, Body = "They carry rails over valleys." };

            Assert.False(await article.SaveAsync());

            Assert.Equal(["Title has characters that cannot be stored"], article.Errors.FullMessages);
        }

        await SavedArticle();
    }

    [Theory]
    [InlineData("Whole pairs 🚂🚃🚃")]
    [InlineData("\u0001 control, \ufffd replaced, \uffff at the edge")]
    public async Task Gives_all_other_text_back_as_it_was(string title)
    {
        var article = await SavedArticle(title);

        Assert.Equal(title.Trim(), (await Article.FindAsync(article.Id)).Title);
    }

    [Fact]
    public async Task Says_that_a_server_does_not_answer()
    {
        await using var database = new Database(Options with { ConnectionString = "postgres://app:secret@127.0.0.1:1/blog" });
        await using var work = database.BeginUnitOfWork();

        var find = await Assert.ThrowsAsync<DatabaseUnavailableException>(() => Article.FindAsync(1));
        var save = await Assert.ThrowsAsync<DatabaseUnavailableException>(() => SavedTag("one"));
        var migrate = await Assert.ThrowsAsync<DatabaseUnavailableException>(() => database.MigrateAsync());

        Assert.Equal(
            """
            blog does not answer: Failed to connect to 127.0.0.1:1

            Start its server, or correct the address in DatabaseOptions.ConnectionString.
            """,
            find.Message);
        Assert.Equal([find.Message, find.Message], [save.Message, migrate.Message]);
    }
}
