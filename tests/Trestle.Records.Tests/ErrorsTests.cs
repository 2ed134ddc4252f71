namespace Trestle.Records.Tests;

public class ErrorsTests
{
    [Fact]
    public void Names_fields_as_a_person_would()
    {
        var errors = new Errors { { "Title", "can't be blank" }, { "AuthorName", "is too long" }, { "ArticleId", "must exist" }, "Too late" };

        Assert.Equal(["Title can't be blank", "Author name is too long", "Article must exist", "Too late"], errors.FullMessages);
    }

    [Fact]
    public void Says_a_thing_once()
    {
        var errors = new Errors { { "Title", "can't be blank" }, { "Title", "can't be blank" } };

        Assert.Single(errors);
        Assert.Equal(["can't be blank"], errors["title"]);
        Assert.Empty(errors["body"]);
    }

    [Fact]
    public void Can_be_cleared()
    {
        var errors = new Errors { "Too late" };

        errors.Clear();

        Assert.False(errors.Any);
    }
}
