using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace MvcLibrary;

// snippet: mvc-controller
public class BooksController(LibraryContext db) : Controller
{
    public async Task<IActionResult> Index(string author = "")
    {
        var books = author == "" ? db.Books : db.Books.Where(book => book.Author == author);

        return View(await books.OrderByDescending(book => book.Id).ToListAsync());
    }

    public IActionResult New() => View(new BookForm());

    [HttpPost]
    public async Task<IActionResult> Create(BookForm form)
    {
        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;

            return View("New", form);
        }

        db.Books.Add(new() { Title = form.Title, Author = form.Author, Copies = form.Copies });
        await db.SaveChangesAsync();
        TempData["Notice"] = "Book added.";

        return RedirectToAction(nameof(Index));
    }
}
// end snippet
