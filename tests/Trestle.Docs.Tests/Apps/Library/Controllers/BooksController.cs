namespace Library.Controllers;

// snippet: books-controller
public class BooksController : Controller
{
    public async Task<Result> Index(string author = "")
    {
        var books = author == "" ? Book.All : Book.Where(book => book.Author == author);

        return View(await books.Newest().ToListAsync());
    }

    public async Task<Result> Show(int id) => View(await Book.All.Include(book => book.Loans).FindAsync(id));

    public Result New() => View(new Book());

    public async Task<Result> Create(BookParams input)
    {
        var book = new Book().Assign(input);

        return await book.SaveAsync()
            ? Redirect(to: book).Notice("Book added.")
            : Invalid("New", book);
    }

    public async Task<Result> Destroy(int id)
    {
        await (await Book.FindAsync(id)).DestroyAsync();

        return Redirect(to: Paths.Books()).Notice("Book removed.");
    }
}
// end snippet
