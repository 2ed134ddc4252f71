namespace Library.Records;

// snippet: library-book
public class Book : Record<Book>
{
    [Required, MaxLength(120)] public string Title { get; set; } = "";
    [Required, MaxLength(80)] public string Author { get; set; } = "";
    [Unique] public string? Isbn { get; set; }
    [Range(0, 50)] public int Copies { get; set; } = 1;

    public List<Loan> Loans { get; } = [];

    protected override void BeforeValidate()
    {
        Title = Title.Trim();
        Isbn = string.IsNullOrWhiteSpace(Isbn) ? null : Isbn.Replace("-", "", StringComparison.Ordinal);
    }

    protected override void Validate(Errors errors)
    {
        if (Isbn is not null && Isbn.Length is not (10 or 13))
            errors.Add(nameof(Isbn), "has 10 or 13 digits");
    }

    protected override Task AfterSave()
    {
        Emit(new BookChanged(Id));

        return Task.CompletedTask;
    }
}

public record BookParams(string Title, string Author, string? Isbn, int Copies = 1);

public record BookChanged(int BookId);
// end snippet

// snippet: library-scopes
public static class Books
{
    extension(IQueryable<Book> books)
    {
        public IQueryable<Book> Newest() => books.OrderByDescending(book => book.Id);

        public IQueryable<Book> OnTheShelf() => books.Where(book => book.Copies > book.Loans.Count);
    }
}
// end snippet
