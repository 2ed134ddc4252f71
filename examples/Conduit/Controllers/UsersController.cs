namespace Conduit.Controllers;

[Skip(nameof(RequireUser))]
public class UsersController(Tokens tokens) : ApiController(tokens)
{
    public async Task<Result> Create(Body input)
    {
        var user = await User.CreateAsync(input.User);

        return user.Errors.Any ? Invalid(user) : Json(Shown.User(user, Tokens.For(user)), 201);
    }

    public async Task<Result> Login(LoginBody input)
    {
        var (email, password) = input.User;

        if (email.Length == 0 || password.Length == 0)
            return Fault(422, email.Length == 0 ? "email" : "password", "can't be blank");

        return await User.AuthenticateByAsync(user => user.Email == email, password) is { } user
            ? Json(Shown.User(user, Tokens.For(user)))
            : Fault(401, "credentials", "invalid");
    }

    public record Body(UserParams User);

    public record LoginBody(Credentials User);
}
