using System.ComponentModel.DataAnnotations;

namespace Trestle.Web.Tests.Office.Controllers;

public class SignInController : Controller
{
    public Result New() => View(new SignInParams("", "", new("")));

    public Result Create(SignInParams input)
    {
        if (!IsValid(input))
            return Invalid("New", input);

        if (input.Password == "open sesame")
            return Text($"in as {input.Email}");

        Errors.Add("Password", "is not that of this address");
        Errors.Add("The door stays shut.");

        return Invalid("New", input);
    }
}

public record SignInParams(
    [Required, EmailAddress, Display(Name = "E-mail")] string Email,
    [Required(ErrorMessage = "goes without saying")] string Password,
    DeviceParams? Device,
    bool StaySignedIn = false);

public record DeviceParams([property: MaxLength(5)] string Name);
