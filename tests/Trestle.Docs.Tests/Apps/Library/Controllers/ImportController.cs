namespace Library.Controllers;

// snippet: forms-import
public class ImportController : Controller
{
    public Result New() => View(new ImportParams(null));

    public async Task<Result> Create(ImportParams input)
    {
        if (!IsValid(input))
            return Invalid("New", input);

        using var lines = new StreamReader(input.List!.OpenRead());
        var count = 0;

        while (await lines.ReadLineAsync() is { } line)
            if (line.Split(';') is [var title, var author])
            {
                await Book.CreateAsync(new BookParams(title, author, Isbn: null));
                count++;
            }

        return Redirect(to: Paths.Books()).Notice($"{count} books of {input.List.Name} added.");
    }
}

public record ImportParams([Required] Upload? List);
// end snippet
