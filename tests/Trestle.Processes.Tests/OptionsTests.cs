namespace Trestle.Processes.Tests;

public class OptionsTests
{
    [Theory]
    [InlineData("Workers")]
    [InlineData("BlockingThreads")]
    [InlineData("MailboxLimit")]
    public void Refuses_none_where_one_is_the_least(string option)
    {
        Func<object> make = option switch
        {
            "Workers" => () => new NodeOptions { Workers = 0 },
            "BlockingThreads" => () => new NodeOptions { BlockingThreads = 0 },
            _ => () => new SpawnOptions { MailboxLimit = 0 },
        };

        var failure = Assert.Throws<ArgumentOutOfRangeException>(make);

        Assert.Equal($"expected {option} to be at least 1, got: 0 (Parameter '{option}')", failure.Message);
    }
}
