namespace Conduit.Controllers;

public class ProfilesController(Tokens tokens) : ApiController(tokens)
{
    User profile = null!;

    [Before]
    async Task Load(string username) => profile = await User.All.FindByAsync(user => user.Username == username);

    [Skip(nameof(RequireUser))]
    public async Task<Result> Show() => Answer(Reader is not null && await Reader.IsFollowingAsync(profile));

    public async Task<Result> Follow()
    {
        await Records.Follow.InsertAllAsync([new Follow { FollowerId = Me.Id, FollowedId = profile.Id }], OnDuplicate.Skip);

        return Answer(isFollowed: true);
    }

    public async Task<Result> Unfollow()
    {
        await Records.Follow.Where(follow => follow.FollowerId == Me.Id && follow.FollowedId == profile.Id).DeleteAllAsync();

        return Answer(isFollowed: false);
    }

    Result Answer(bool isFollowed) => Json(new { Profile = Shown.Profile(profile, isFollowed) });
}
