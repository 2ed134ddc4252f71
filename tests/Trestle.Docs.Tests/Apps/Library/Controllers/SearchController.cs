namespace Library.Controllers;

public class SearchController : Controller
{
    public async Task<Result> Index(SearchParams search) => IsValid(search)
        ? View(new Found(search, await Book.Where(book => book.Title.Contains(search.Words) && book.Copies >= search.Copies).Newest().ToListAsync()))
        : Invalid("Index", new Found(search, []));
}

public record SearchParams([MaxLength(40)] string Words = "", [Range(0, 50)] int Copies = 0);

public record Found(SearchParams Search, IReadOnlyList<Book> Books);
