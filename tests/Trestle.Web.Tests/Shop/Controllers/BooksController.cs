using System.ComponentModel.DataAnnotations;

namespace Trestle.Web.Tests.Shop;

public class Book : Record<Book>
{
    [Required]
    public string Title { get; set; } = "";
}

public record BookParams(string Title);

public class BooksController : Controller
{
    public async Task<Result> Index() => Text($"{await Book.CountAsync()}");

    public async Task<Result> Show(int id) => Text((await Book.FindAsync(id)).Title);

    public async Task<Result> Create(BookParams input)
    {
        var book = new Book().Assign(input);

        return await book.SaveAsync()
            ? Redirect(to: book).Notice("Book created.")
            : Text(string.Join(", ", book.Errors.FullMessages), status: 422);
    }
}
