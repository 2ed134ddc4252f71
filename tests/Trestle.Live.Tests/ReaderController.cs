namespace Trestle.Live.Tests;

public sealed class ReaderController : Controller
{
    public Result Login(string name)
    {
        Session["reader"] = name;

        return Text("Welcome");
    }

    public Result Told() => Text(Flash.Alert ?? "nothing");
}

/// <summary>Lets in whoever has signed in.</summary>
public sealed class RequireReader : MountHook
{
    protected override Task Mount()
    {
        if (Session["reader"] is null)
        {
            Flash.Alert = $"Sign in for {Path}.";
            Redirect("/told");
        }

        return Task.CompletedTask;
    }
}
