namespace Library;

// snippet: library-routes
public partial class Routes : RouteMap
{
    protected override void Draw()
    {
        Root<BooksController>();

        Resources<BooksController>(book =>
        {
            book.Resources<LoansController>(Only.Create | Only.Destroy);
        });

        Live<CatalogLive>("/catalog");
        Live<WishesLive>("/wishes");
        Live<BookLive>("/catalog/{id}", name: "CatalogBook");
        LivePages();

        Resource<DeskController>();

        Resources<ReadingListsController>();
        Resource<MembershipController>();
        Resource<ImportController>();
        Get<SearchController>("/search", nameof(SearchController.Index));
        Get<ShelfController>("/shelf", nameof(ShelfController.Index));
        Get<ShelfController>("/shelf/{id}/label", nameof(ShelfController.Label));

        Resource<WelcomeController>(Only.Create);
        Get<WelcomeController>("/welcome", nameof(WelcomeController.Index));
        Scope("/{locale}", spoken =>
        {
            spoken.Get<WelcomeController>("/welcome", nameof(WelcomeController.Index));
            spoken.Live<HoursLive>("/hours");
        });

        Scope("/stock", stock =>
        {
            stock.Get<StockController>("/", nameof(StockController.Index));
            stock.Get<StockController>("/rules", nameof(StockController.Rules));
            stock.Get<StockController>("/export", nameof(StockController.Export));
            stock.Get<StockController>("/{id}", nameof(StockController.Show));
            stock.Post<StockController>("/{id}/discard", nameof(StockController.Discard));
        });

        Scope("/api", api =>
        {
            api.Get<ReadingRoomController>("/seats");
        });
    }
}
// end snippet
