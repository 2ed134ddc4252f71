namespace Library.Controllers;

// snippet: forms-membership
public class MembershipController : Controller
{
    public Result New() => View(new JoinParams("", ""));

    public Result Create(JoinParams input)
    {
        if (!IsValid(input))
            return Invalid("New", input);

        if (input.Email == "ann@example.org")
        {
            Errors.Add(nameof(input.Email), "is a member already");

            return Invalid("New", input);
        }

        Session["reader"] = input.Email;

        return Redirect(to: Paths.Books()).Notice("Welcome.");
    }
}

public record JoinParams(
    [Required, EmailAddress] string Email,
    [Required, MinLength(8)] string Password,
    bool Newsletter = false);
// end snippet
