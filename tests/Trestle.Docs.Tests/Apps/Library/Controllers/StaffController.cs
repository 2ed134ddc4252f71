namespace Library.Controllers;

// snippet: staff-controller
public abstract class StaffController : Controller
{
    [Before]
    protected Result? RequireStaff() => Session["staff"] is null ? Redirect(to: "/books").Alert("That is for staff.") : null;

    [Rescue]
    Result NothingLeft(NothingLeftException exception) => Redirect(to: "/stock").Alert(exception.Message);
}

public class NothingLeftException(string message) : Exception(message);
// end snippet
