namespace Trestle.Docs.Tests.Errors.Trs2001.Fault
{
    // snippet: trs2001-fault
    public class PagesController : Controller
    {
        public Result About() => Text("About us");
    }

    public class Routes : RouteMap
    {
        protected override void Draw() => Get<PagesController>("/about", "Abuot");
    }
    // end snippet
}

namespace Trestle.Docs.Tests.Errors.Trs2001.Repaired
{
    // snippet: trs2001-repaired
    public class PagesController : Controller
    {
        public Result About() => Text("About us");
    }

    public class Routes : RouteMap
    {
        protected override void Draw() => Get<PagesController>("/about", nameof(PagesController.About));
    }
    // end snippet
}
