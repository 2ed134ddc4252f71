using System.ComponentModel.DataAnnotations.Schema;

namespace Trestle.Records.Tests;

public class RecordModelTests
{
    [Theory]
    [InlineData(typeof(Article), "articles")]
    [InlineData(typeof(SalesPerson), "sales_people")]
    [InlineData(typeof(NewsCategory), "news_categories")]
    public void Names_tables_in_the_plural(Type record, string table) => Assert.Equal(table, RecordModel.TableName(record));

    [Fact]
    public void Refuses_a_many_to_many_that_would_not_be_saved()
    {
        var model = new ModelBuilder();
        model.Entity<Label>().HasMany(l => l.Notes).WithMany(n => n.Labels);

        var failure = Assert.Throws<InvalidOperationException>(() => RecordModel.Build(model, []));

        Assert.Equal(
            """
            Label.Notes makes Label and Note a many-to-many, which records do not save.

            Give the link a record of its own, and let both have many of it:

                public class LabelNote : Record<LabelNote>
                {
                    public int LabelId { get; set; }
                    public int NoteId { get; set; }
                }
            """,
            failure.Message);
    }

    sealed class SalesPerson;

    sealed class NewsCategory;

    [NotMapped]
    sealed class Label : Record<Label>
    {
        public List<Note> Notes { get; } = [];
    }

    [NotMapped]
    sealed class Note : Record<Note>
    {
        public List<Label> Labels { get; } = [];
    }
}
