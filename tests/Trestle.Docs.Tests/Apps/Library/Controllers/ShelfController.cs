namespace Library.Controllers;

// snippet: views-controller
public class ShelfController : Controller
{
    public async Task<Result> Index() => View(await Book.All.Include(book => book.Loans).Newest().ToListAsync());

    public async Task<Result> Label(int id) => View(await Book.FindAsync(id), layout: typeof(NoLayout));
}
// end snippet
