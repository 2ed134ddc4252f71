namespace Trestle.Records.Tests;

public class PostgresAddressTests
{
    [Fact]
    public void Reads_what_hosters_hand_out()
    {
        var address = PostgresAddress.Read("postgres://app:s%40cret@db.example:5433/blog?sslmode=require&pool=7&application_name=web");

        Assert.Equal(
            ("db.example", 5433, "blog", "app", "s@cret", Npgsql.SslMode.Require, 7, "web"),
            (address.Host, address.Port, address.Database, address.Username, address.Password, address.SslMode, address.MaxPoolSize, address.ApplicationName));
    }

    [Theory]
    [InlineData("postgres://app@db/blog", true)]
    [InlineData("postgresql://app@db/blog", true)]
    [InlineData("Host=db;Database=blog", true)]
    [InlineData("Data Source=blog.db", false)]
    [InlineData("Data Source=host.db", false)]
    public void Knows_its_own(string connectionString, bool isPostgres) =>
        Assert.Equal(isPostgres, PostgresAddress.Understands(connectionString));

    [Theory]
    [InlineData("postgres://app:secret@db")]
    [InlineData("Host=db;Username=app;Password=secret")]
    public void Wants_a_databases_name_and_tells_no_password(string connectionString)
    {
        var failure = Assert.Throws<ArgumentException>(() => PostgresAddress.Read(connectionString));

        Assert.Equal(
            """
            expected ConnectionString to name a database, got one on db without

            Name it:

                postgres://app@db/blog
            """,
            failure.Message);
    }

    [Fact]
    public void Tells_no_password_of_an_address_it_cannot_read()
    {
        var failure = Assert.Throws<ArgumentException>(() => PostgresAddress.Read("postgres://app:secret@:x/blog"));

        Assert.Equal("expected ConnectionString to be like postgres://user:password@host:5432/database, got another address", failure.Message);
    }
}
