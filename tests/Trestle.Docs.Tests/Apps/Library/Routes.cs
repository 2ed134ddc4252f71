namespace Library;

// snippet: library-routes
public class Routes : RouteMap
{
    protected override void Draw()
    {
        Root<BooksController>();

        Resources<BooksController>(book =>
        {
            book.Resources<LoansController>(Only.Create | Only.Destroy);
        });

        Live<CatalogLive>("/catalog");
        Live<BookLive>("/catalog/{id}", name: "CatalogBook");

        Scope("/api", api =>
        {
            api.Get<ReadingRoomController>("/seats");
        });
    }
}
// end snippet
