namespace Trestle.Records.Tests;

public class AssignmentTests
{
    [Fact]
    public void Copies_properties_of_the_same_name()
    {
        var article = new Article().Assign(new ArticleParams("Bridges", "They carry rails.", "bridges"));

        Assert.Equal(("Bridges", "They carry rails.", "bridges"), (article.Title, article.Body, article.Slug));
    }

    [Fact]
    public void Takes_null_for_not_given_where_null_cannot_be()
    {
        var article = new Article { Title = "Bridges", Slug = "bridges" }.Assign(new ArticleParams());

        Assert.Equal(("Bridges", null), (article.Title, article.Slug));
    }

    [Theory]
    [InlineData(typeof(WithUnknown), "Titel", "String")]
    [InlineData(typeof(WithId), "Id", "Int32")]
    [InlineData(typeof(WithPrivate), "Stars", "Int32")]
    public void Refuses_what_the_record_does_not_let_be_assigned(Type input, string property, string type)
    {
        var failure = Assert.Throws<ArgumentException>(() => new Article().Assign(Activator.CreateInstance(input)!));

        Assert.Equal(
            $"""
            {input.Name} has {property}, but Article has no property {property} that may be assigned.

            Take {property} out of {input.Name}, or give Article the property
            (with [NotMapped], if it is not to be stored):

                public {type} {property} {"{"} get; set; {"}"}
            """,
            failure.Message);
    }

    [Fact]
    public void Refuses_another_type()
    {
        var failure = Assert.Throws<ArgumentException>(() => new Article().Assign(new WithNumber()));

        Assert.Equal("expected WithNumber.Title to be a String, as in Article, got: Int32", failure.Message);
    }

    sealed record WithUnknown(string Titel)
    {
        public WithUnknown() : this("Bridges")
        {
        }
    }

    sealed record WithId
    {
        public int Id { get; } = 7;
    }

    sealed record WithPrivate
    {
        public int Stars { get; } = 5;
    }

    sealed record WithNumber
    {
        public int Title { get; } = 5;
    }
}
