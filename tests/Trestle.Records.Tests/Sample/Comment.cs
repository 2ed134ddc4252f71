using System.ComponentModel.DataAnnotations;

namespace Trestle.Records.Tests.Sample;

public class Comment : Record<Comment>
{
    [Required] public string Author { get; set; } = "";
    [Required] public string Text { get; set; } = "";

    public int ArticleId { get; set; }
    public Article? Article { get; set; }

    protected override Task AfterSave() => Text == "crash" ? throw new InvalidOperationException("crashed after saving") : Task.CompletedTask;
}
