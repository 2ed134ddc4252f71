namespace Trestle.Web.Tests.Shop;

public record SessionParams(string Name);

public class SessionController : Controller
{
    public Result Show() => Text(Session["name"] ?? "nobody");

    public Result Update(SessionParams input)
    {
        if (input.Name.Length == 0)
            Session.Clear();
        else
            Session["name"] = input.Name;

        return Text("kept");
    }

    public Result Overflow()
    {
        Session["name"] = new string('x', 5000);

        return Text("kept");
    }
}
