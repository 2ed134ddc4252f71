namespace Library.Controllers;

// snippet: loans-controller
public class LoansController : Controller
{
    public async Task<Result> Create(int bookId, LoanParams input)
    {
        var book = await Book.FindAsync(bookId);
        var loan = new Loan { BookId = book.Id }.Assign(input);

        Session["reader"] = loan.Reader;

        return await loan.SaveAsync()
            ? Redirect(to: book).Notice($"Lent to {loan.Reader}.")
            : Redirect(to: book).Alert(string.Join(". ", loan.Errors.FullMessages));
    }

    public async Task<Result> Destroy(int bookId, int id)
    {
        var loan = await Loan.Where(one => one.BookId == bookId).FindAsync(id);
        await loan.DestroyAsync();

        return Redirect(to: Paths.Book(bookId)).Notice("Returned.");
    }
}
// end snippet
