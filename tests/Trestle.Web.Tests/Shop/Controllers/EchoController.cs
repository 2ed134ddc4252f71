namespace Trestle.Web.Tests.Shop;

/// <summary>Puts what a stranger sends into each part of an answer.</summary>
[NoForgeryCheck]
public class EchoController : Controller
{
    public Result Header(string value)
    {
        Response.Headers["X-Echo"] = value;

        return Text("header");
    }

    public Result Cookie(string name, string value)
    {
        Cookies[name] = value;

        return Text("cookie");
    }

    public Result Named(string value) => File([1], "text/plain", value);

    public Result Onward(string value) => Redirect(to: value);

    public Result Noticed(string value) => Redirect(to: "/articles").Notice(value);

    public Result Address() => Text(UrlOf("/reset"));

    public async Task<Result> Body()
    {
        using var reader = new StreamReader(Request.Body);

        return Text($"[{await reader.ReadToEndAsync()}]");
    }
}
