namespace Library.Controllers;

public class DeskController : Controller
{
    public Result Create(DeskParams input)
    {
        if (input.Key != "paper")
            return Text("Wrong key.", status: 403);

        Session["staff"] = "yes";

        return RedirectBack(or: "/stock");
    }
}

public record DeskParams(string Key);
