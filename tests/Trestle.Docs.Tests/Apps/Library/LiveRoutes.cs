namespace Library;

// snippet: live-routes
public partial class Routes
{
    void LivePages()
    {
        Live<BrowseLive>("/browse/{letter}");
        Live<FinderLive>("/finder");
        Live<VisitorsLive>("/visitors");
        Live<ListsLive>("/lists");
        Live<FrontLive>("/front");
        Live<OpeningLive>("/front/opening");
        Live<HelpLive>("/help");
        Live<EntranceLive>("/entrance");
        Live<InventoryLive>("/inventory");
        Live<ShelvesLive>("/shelves");

        LiveSession<RequireStaff>("staff", staff => staff.Live<RenameLive>("/rename/{id}"));
    }
}

public class RequireStaff : MountHook
{
    protected override Task Mount()
    {
        if (Session["staff"] is null)
        {
            Flash.Alert = "That is for staff.";
            Redirect(Paths.Books());
        }

        return Task.CompletedTask;
    }
}
// end snippet
