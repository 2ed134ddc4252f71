namespace Trestle.Web.Tests.Shop;

public record CookieParams(string Kind, string Name, string Value, int Seconds = 0);

public class CookiesController : Controller
{
    public Result Show(string kind, string name) => Text(JarOf(kind)[name] ?? "none");

    public Result Update(CookieParams input)
    {
        if (input.Value.Length == 0)
            JarOf(input.Kind)[input.Name] = null;
        else if (input.Seconds > 0)
            JarOf(input.Kind).Keep(input.Name, input.Value, TimeSpan.FromSeconds(input.Seconds));
        else
            JarOf(input.Kind)[input.Name] = input.Value;

        return Text("kept");
    }

    public Result Now()
    {
        Flash.Now.Alert = "now";

        return Text($"{Flash.Alert}");
    }

    public Result Later()
    {
        Flash.Notice = "later";

        return Text("");
    }

    public Result Shown(bool keep = false)
    {
        var shown = $"{Flash.Notice}";

        if (keep)
            Flash.Keep();

        return Text(shown);
    }

    CookieJar JarOf(string kind) => kind switch
    {
        "signed" => Cookies.Signed,
        "encrypted" => Cookies.Encrypted,
        _ => Cookies,
    };
}

[NoForgeryCheck]
public class ApiController : Controller
{
    public Result Create() => Text("created", status: 201);
}
