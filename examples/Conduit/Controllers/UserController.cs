namespace Conduit.Controllers;

public class UserController(Tokens tokens) : ApiController(tokens)
{
    public Result Show() => Json(Shown.User(Me, Tokens.For(Me)));

    public async Task<Result> Update(Body input)
    {
        var changes = input.User;
        Me.Assign(new { changes.Email, changes.Username, changes.Password });

        if (changes.GivesBio)
            Me.Bio = changes.Bio;
        if (changes.GivesImage)
            Me.Image = changes.Image;

        return await Me.SaveAsync() ? Show() : Invalid(Me);
    }

    public record Body(UserParams User);
}
