namespace Trestle.Docs.Tests.Snippets;

public sealed class RecordsTests : SnippetDatabase
{
    protected override DatabaseOptions Options => base.Options with { Assemblies = [typeof(Book).Assembly] };

    Database database => Database;

    public override async ValueTask InitializeAsync() => await Database.MigrateAsync();

    [Fact]
    public async Task Works_without_an_application()
    {
        var file = Path.Combine(Folder.FullName, "script.db");

        // snippet: records-outside
        await using var database = new Database(DatabaseOptions.ForFile(file, typeof(Book).Assembly));
        await database.MigrateAsync();

        await using var work = database.BeginUnitOfWork();
        await Book.CreateAsync(new { Title = "The Viaduct", Author = "R. Stone" });
        // end snippet

        Assert.Equal(1, await Book.CountAsync());
    }

    [Fact]
    public async Task Says_what_is_wrong_instead_of_saving()
    {
        IReadOnlyList<string> messages = [];

        // snippet: records-save
        var book = new Book { Title = " ", Author = "R. Stone", Isbn = "123" };

        if (!await book.SaveAsync())
            messages = book.Errors.FullMessages; // "Title can't be blank", "Isbn has 10 or 13 digits"
        // end snippet

        Assert.Equal(["Title can't be blank", "Isbn has 10 or 13 digits"], messages);
        Assert.Equal(0, await Book.CountAsync());
    }

    [Fact]
    public async Task Finds_and_queries()
    {
        var id = (await Stored()).Id;

        // snippet: records-find
        var book = await Book.FindAsync(id); // throws RecordNotFoundException: a request answers 404
        var maybe = await Book.FindOrDefaultAsync(id); // or null
        var shelf = await Book.OnTheShelf().Newest().Take(10).ToListAsync();
        var titles = await Book.Where(one => one.Author == "R. Stone").Select(one => one.Title).ToListAsync();
        var withLoans = await Book.All.Include(one => one.Loans).FindAsync(id);
        // end snippet

        Assert.Equal([id, id, id], [book.Id, maybe!.Id, withLoans.Id]);
        Assert.Equal(["The Viaduct"], titles);
        Assert.Single(shelf);
    }

    [Fact]
    public async Task Changes_and_destroys()
    {
        var id = (await Stored()).Id;

        // snippet: records-change
        var book = await Book.FindAsync(id);

        book.Copies = 3;
        await book.SaveAsync(); // writes the columns that changed

        await book.UpdateAsync(new BookParams("The Long Viaduct", "R. Stone", Isbn: null, Copies: 3));
        await book.DestroyAsync();
        // end snippet

        Assert.True(book.IsDestroyed);
        Assert.Null(await Book.FindOrDefaultAsync(id));
    }

    [Fact]
    public async Task Saves_new_records_that_hang_on_another()
    {
        // snippet: records-related
        var book = new Book { Title = "The Viaduct", Author = "R. Stone" };
        book.Loans.Add(new() { Reader = "Eve" });

        await book.SaveAsync(); // both, in one transaction
        // end snippet

        Assert.Equal(["Eve"], await Loan.Where(loan => loan.BookId == book.Id).Select(loan => loan.Reader).ToListAsync());
    }

    [Fact]
    public async Task Commits_together_or_not_at_all_and_tells_afterwards()
    {
        var book = await Stored();
        Facts.Clear();

        // snippet: records-transaction
        await Database.TransactionAsync(async () =>
        {
            await book.UpdateAsync(new { Copies = book.Copies - 1 });
            await new Loan { BookId = book.Id, Reader = "Eve" }.SaveAsync();
        });
        // end snippet

        Assert.Equal([new BookChanged(book.Id), new BookChanged(book.Id)], Facts);

        Facts.Clear();
        await Assert.ThrowsAsync<InvalidOperationException>(() => Database.TransactionAsync(async () =>
        {
            await book.UpdateAsync(new { Copies = 9 });
            throw new InvalidOperationException("no");
        }));

        Assert.Empty(Facts);
        Assert.Equal(0, (await Book.FindAsync(book.Id)).Copies);
    }

    [Fact]
    public async Task Gives_the_context_of_EF_for_the_rest()
    {
        var book = await Stored();

        // snippet: records-context
        var restocked = await Database.Current.Set<Book>()
            .Where(one => one.Copies < 2)
            .ExecuteUpdateAsync(update => update.SetProperty(one => one.Copies, one => one.Copies + 5));
        // end snippet

        Assert.Equal(1, restocked);
        Assert.Equal(6, (await Book.FindAsync(book.Id)).Copies);
    }

    [Fact]
    public async Task Names_a_taken_value()
    {
        await Book.CreateAsync(new BookParams("One", "A", Isbn: "978-0-00-000000-0"));

        var second = await Book.CreateAsync(new BookParams("Two", "B", Isbn: "9780000000000"));

        Assert.True(second.IsNew);
        Assert.Equal(["Isbn has already been taken"], second.Errors.FullMessages);
    }

    // snippet: records-schema
    [Fact]
    public async Task The_migrations_make_what_the_records_want() =>
        Assert.Empty(await database.SchemaDifferencesAsync());
    // end snippet

    static Task<Book> Stored() => Book.CreateAsync(new BookParams("The Viaduct", "R. Stone", Isbn: null));
}
