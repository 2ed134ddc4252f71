namespace Library.Db;

// snippet: library-seeds
public class Seeds : DatabaseSeeds
{
    protected override async Task Run()
    {
        await Book.CreateAsync(new BookParams("The Viaduct", "R. Stone", Isbn: null));
        await Book.CreateAsync(new BookParams("Rails and Sleepers", "M. Ash", Isbn: null, Copies: 3));
    }
}
// end snippet
