namespace Library.Controllers;

// snippet: desk-controller
public class DeskController : Controller
{
    public Result Create(DeskParams input)
    {
        if (input.Key != "paper")
            return Redirect(to: "/books").Alert("That is not the key.");

        Session["staff"] = input.Name; // until the browser is closed, or Session.Clear()
        Cookies.Signed.Keep("desk", input.Desk, TimeSpan.FromDays(30)); // for the next time as well

        return RedirectBack(or: "/stock");
    }

    public Result Show() => Text($"{Session["staff"]} at {Cookies.Signed["desk"]}");
}

public record DeskParams(string Key, string Name = "somebody", string Desk = "north");
// end snippet
