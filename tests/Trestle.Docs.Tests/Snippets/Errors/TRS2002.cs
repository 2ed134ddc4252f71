namespace Trestle.Docs.Tests.Errors.Trs2002.Fault
{
    public class PagesController : Controller
    {
        public Result About() => Text("About us");
        public Result Imprint() => Text("Who we are");
    }

    // snippet: trs2002-fault
    public class Routes : RouteMap
    {
        protected override void Draw()
        {
            foreach (var page in new[] { "about", "imprint" })
                Get<PagesController>(page);
        }
    }
    // end snippet
}

namespace Trestle.Docs.Tests.Errors.Trs2002.Repaired
{
    public class PagesController : Controller
    {
        public Result About() => Text("About us");
        public Result Imprint() => Text("Who we are");
    }

    // snippet: trs2002-repaired
    public class Routes : RouteMap
    {
        protected override void Draw()
        {
            Get<PagesController>("about");
            Get<PagesController>("imprint");
        }
    }
    // end snippet
}
