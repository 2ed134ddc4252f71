namespace Library.Records;

// snippet: library-loan
public class Loan : Record<Loan>
{
    [Required, MaxLength(60)] public string Reader { get; set; } = "";

    public int BookId { get; set; }
    public Book? Book { get; set; }

    protected override Task AfterSave() => Tell();

    protected override Task AfterDestroy() => Tell();

    Task Tell()
    {
        Emit(new BookChanged(BookId));

        return Task.CompletedTask;
    }
}

public record LoanParams(string Reader);
// end snippet
