using System.ComponentModel.DataAnnotations;

namespace Trestle.Records.Tests.Sample;

public class Tag : Record<Tag>
{
    [Required, Unique] public string Name { get; set; } = "";
    public int Uses { get; set; }
    public bool IsHidden { get; set; }
    public string? Note { get; set; }

    protected override void BeforeValidate() => Name = Name.Trim();

    protected override Task AfterDestroy()
    {
        Emit(new TagGone(Name));

        return Task.CompletedTask;
    }
}

public record TagGone(string Name);
