namespace Trestle.Web.Tests.Office.Controllers;

public class RoomsController : Controller
{
    public Result Index() => View("Rooms");

    public Result Narrow() => View();

    public Result Whole() => View();

    public Result Chosen() => View("Index", "Chosen", layout: typeof(Views.Layouts.Print));

    public Result Bare() => View("Index", "Bare", layout: typeof(NoLayout));

    public Result Lost() => View();
}
