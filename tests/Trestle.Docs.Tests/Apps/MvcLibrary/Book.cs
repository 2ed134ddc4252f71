using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;

namespace MvcLibrary;

// snippet: mvc-model
public class Book
{
    public int Id { get; set; }
    public string Title { get; set; } = "";
    public string Author { get; set; } = "";
    public int Copies { get; set; }
}

public class BookForm
{
    [Required, MaxLength(120)] public string Title { get; set; } = "";
    [Required, MaxLength(80)] public string Author { get; set; } = "";
    [Range(0, 50)] public int Copies { get; set; } = 1;
}

public class LibraryContext(DbContextOptions<LibraryContext> options) : DbContext(options)
{
    public DbSet<Book> Books => Set<Book>();
}
// end snippet
