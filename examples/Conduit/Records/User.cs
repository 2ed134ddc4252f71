namespace Conduit.Records;

public class User : Record<User>
{
    [Required, EmailAddress, StringLength(200), Unique, Normalize(Lower = true)] public string Email { get; set; } = "";
    [Required, StringLength(60), Unique, Normalize] public string Username { get; set; } = "";
    [StringLength(2_000), Normalize(EmptyToNull = true)] public string? Bio { get; set; }
    [StringLength(2_000), Normalize(EmptyToNull = true)] public string? Image { get; set; }

    [SecurePassword] public string? Password { get; set; }
    public string? PasswordDigest { get; private set; }

    public Task<bool> IsFollowingAsync(User other) => Follow.All.AnyAsync(follow => follow.FollowerId == Id && follow.FollowedId == other.Id);
}

/// <summary>One user reads what another writes.</summary>
[Index(nameof(FollowerId), nameof(FollowedId), IsUnique = true)]
public class Follow : Record<Follow>
{
    public int FollowerId { get; set; }
    public User? Follower { get => Loaded(field); set; }

    public int FollowedId { get; set; }
    public User? Followed { get => Loaded(field); set; }
}

public record Credentials(string Email, string Password);

public record UserParams(string? Email = null, string? Username = null, string? Password = null)
{
    public string? Bio { get; set => (field, GivesBio) = (value, true); }
    public string? Image { get; set => (field, GivesImage) = (value, true); }

    /// <summary>Null takes a bio away; one that is not mentioned stays.</summary>
    internal bool GivesBio { get; private set; }
    internal bool GivesImage { get; private set; }
}
