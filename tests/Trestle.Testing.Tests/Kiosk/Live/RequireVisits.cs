namespace Trestle.Testing.Tests.Kiosk;

/// <summary>Lets nobody into the office who has never been here.</summary>
public class RequireVisits : MountHook
{
    protected override Task Mount()
    {
        if (Session["visits"] is null)
            Redirect("/greeting");

        return Task.CompletedTask;
    }
}
