// snippet: guestbook-entry
namespace Guestbook.Records;

public class Entry : Record<Entry>
{
    [Required, MaxLength(60)] public string Name { get; set; } = "";
    [Required, MaxLength(500)] public string Text { get; set; } = "";

    protected override Task AfterSave()
    {
        Emit(new EntrySigned(Id));

        return Task.CompletedTask;
    }
}

public record EntryParams(string Name, string Text);

public record EntrySigned(int EntryId);
// end snippet
