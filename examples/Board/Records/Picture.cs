namespace Board.Records;

public class Picture : Record<Picture>
{
    [Required, MaxLength(100)] public string Name { get; set; } = "";

    public byte[] Content { get; set; } = [];

    public int CardId { get; set; }
    public Card? Card { get; set; }

    /// <summary>By what is in it: a sender may call a page a picture.</summary>
    public string? ContentType => Content switch
    {
        [0x89, 0x50, 0x4E, 0x47, ..] => "image/png",
        [0xFF, 0xD8, 0xFF, ..] => "image/jpeg",
        [0x47, 0x49, 0x46, 0x38, ..] => "image/gif",
        [0x52, 0x49, 0x46, 0x46, _, _, _, _, 0x57, 0x45, 0x42, 0x50, ..] => "image/webp",
        _ => null,
    };

    protected override void Validate(Errors errors)
    {
        if (ContentType is null)
            errors.Add($"{Name} is no picture that a browser shows.");
    }

    protected override Task AfterSave() => Tell();

    protected override Task AfterDestroy() => Tell();

    Task Tell()
    {
        Emit(new BoardChanged());

        return Task.CompletedTask;
    }
}

/// <summary>A picture without what is in it.</summary>
public record Shot(int Id, int CardId, string Name);
