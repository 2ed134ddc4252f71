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
    public void Refuses_a_reference_whose_key_it_could_not_save()
    {
        var model = new ModelBuilder();
        model.Entity<Label>().HasMany(l => l.Notes).WithOne(n => n.Label);

        var failure = Assert.Throws<InvalidOperationException>(() => RecordModel.Build(model, []));

        Assert.Equal(
            """
            Note belongs to Label, but has no property for its id.

            Give Note the property:

                public int? LabelId { get; set; }
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
        public Label? Label { get; set; }
    }
}
