using System.ComponentModel.DataAnnotations.Schema;
using System.Text.Json;

namespace Trestle.Web.Tests;

public class RecordJsonTests
{
    readonly JsonSerializerOptions json = JsonBody.NewOptions();

    [Fact]
    public void Writes_what_is_stored_and_no_secret()
    {
        var member = new Member { Name = "Ann", Password = "four shelves of maps", ApiToken = "abc", Friends = { new Member { Name = "Ben" } } };

        Assert.Equal(
            """{"id":0,"name":"Ann","joinedOn":"2026-03-04","createdAt":"0001-01-01T00:00:00+00:00","updatedAt":"0001-01-01T00:00:00+00:00"}""",
            JsonSerializer.Serialize(member, json));
        Assert.StartsWith("""[{"id":0,"name":"Ann",""", JsonSerializer.Serialize<List<Member>>([member], json), StringComparison.Ordinal);
        Assert.StartsWith("""{"member":{"id":0,"name":"Ann",""", JsonSerializer.Serialize(new { Member = member }, json), StringComparison.Ordinal);
    }

    [Fact]
    public void Reads_none_from_outside()
    {
        var failure = Assert.Throws<NotSupportedException>(() => JsonSerializer.Deserialize<Member>("""{"id":1}""", json));

        Assert.StartsWith(
            """
            Member is a record, and JSON from outside must not set all of one.

            Take a params record with what may be set, and assign it: new Member().Assign(input).
            """,
            failure.Message,
            StringComparison.Ordinal);
    }

    [NotMapped]
    public class Member : Record<Member>
    {
        public string Name { get; set; } = "";
        public DateOnly JoinedOn { get; set; } = new(2026, 3, 4);
        [SecurePassword] public string? Password { get; set; }
        public string? PasswordDigest { get; private set; }
        public string? ApiToken { get; set; }
        public List<Member> Friends { get; } = [];
    }
}
