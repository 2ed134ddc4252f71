namespace Trestle.Docs.Tests.Errors.Trs2003.Fault
{
    public class PagesController : Controller
    {
        public Result Search() => Text("Found nothing");
    }

    // snippet: trs2003-fault
    public class Routes : RouteMap
    {
        protected override void Draw()
        {
            Get<PagesController>("/search");
            Get<PagesController>("/admin/search", name: "Search");
        }
    }
    // end snippet
}

namespace Trestle.Docs.Tests.Errors.Trs2003.Repaired
{
    public class PagesController : Controller
    {
        public Result Search() => Text("Found nothing");
    }

    // snippet: trs2003-repaired
    public class Routes : RouteMap
    {
        protected override void Draw()
        {
            Get<PagesController>("/search");
            Get<PagesController>("/admin/search", name: "AdminSearch");
        }
    }
    // end snippet
}
