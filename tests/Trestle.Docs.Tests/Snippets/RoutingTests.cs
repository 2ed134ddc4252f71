using Library;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Trestle.Docs.Tests.Snippets;

public class RoutingTests
{
    static readonly RequestDelegate jobs = context => context.Response.WriteAsync("jobs");

    [Fact]
    public void Chooses_words() => Assert.Equal(
        [
            "GET /pictures: PhotosController.Index",
            "GET /pictures/add: PhotosController.New",
            "GET /pictures/{slug}: PhotosController.Show",
            "POST /avatar: AvatarController.Create",
        ],
        Lines(map =>
        {
            // snippet: routing-words
            map.Resources<PhotosController>(except: Only.Edit, path: "pictures", param: "slug", newPath: "add");
            map.Resource<AvatarController>(Only.Create);
            // end snippet
        }));

    [Fact]
    public void Nests_and_adds_actions() => Assert.Equal(
        [
            "GET /photos/{id}/download: PhotosController.Download, DownloadPhoto",
            "GET /photos/search: PhotosController.Search, SearchPhotos",
            "POST /photos/{photoId}/notes: NotesController.Create, PhotoNotes",
            "DELETE /notes/{id}: NotesController.Destroy, Note",
            "GET /photos/{id}: PhotosController.Show, Photo",
        ],
        Named(map =>
        {
            // snippet: routing-nested
            map.Resources<PhotosController>(Only.Show, nested: photo =>
            {
                photo.Member.Get("download"); // GET /photos/{id}/download
                photo.Collection.Get("search"); // GET /photos/search
                photo.Resources<NotesController>(shallow: true); // POST /photos/{photoId}/notes, DELETE /notes/{id}
            });
            // end snippet
        }));

    [Fact]
    public void Scopes() => Assert.Equal(
        [
            "GET /admin/photos: PhotosController.Index, AdminPhotos",
            "GET /staff: PhotosController.Index, Root",
            "GET /{locale}/photos/{id}: PhotosController.Show, LocalPhoto",
        ],
        Named(map =>
        {
            // snippet: routing-scopes
            map.Namespace("Admin", admin => admin.Resources<PhotosController>(Only.Index)); // Paths.AdminPhotos()
            map.Scope("/staff", staff => staff.Root<PhotosController>());
            map.Scope("/{locale}", name: "Local", nested: local => local.Resources<PhotosController>(Only.Show));
            // end snippet
        }));

    [Fact]
    public void Draws_alike_in_two_places() => Assert.Equal(
        ["POST /photos/{photoId}/notes: NotesController.Create", "POST /avatar/notes: NotesController.Create"],
        Lines(map =>
        {
            // snippet: routing-concern
            map.Resources<PhotosController>(Only.None, nested: WithNotes);
            map.Resource<AvatarController>(Only.None, nested: WithNotes);

            static void WithNotes(RouteScope scope) => scope.Resources<NotesController>(Only.Create);
            // end snippet
        }));

    [Fact]
    public void Sets_rules() => Assert.Equal(
        [
            "GET /photos/{id}: PhotosController.Show",
            "GET /: PhotosController.Index",
            "GET /photos/search: PhotosController.Search",
            "GET /photos/latest: PhotosController.Search",
        ],
        Lines(map =>
        {
            // snippet: routing-rules
            map.Segment("id", "[0-9]+", numbered => numbered.Resources<PhotosController>(Only.Show));
            map.Subdomain("api", api => api.Root<PhotosController>());
            map.Header("X-Api-Version", "2", v2 => v2.Get<PhotosController>("/photos/search"));
            map.When(request => request.Query.ContainsKey("latest"), latest =>
                latest.Get<PhotosController>("/photos/latest", nameof(PhotosController.Search)));
            // end snippet
        }));

    [Fact]
    public void Draws_single_routes() => Assert.Equal(
        [
            "GET /photos/search: PhotosController.Search",
            "POST /photos/search: PhotosController.Search",
            "GET /files/{**path}: PhotosController.File",
            "GET /archive/{year?}: PhotosController.Archive",
            "GET /photos/{id}: PhotosController.Show",
        ],
        Lines(map =>
        {
            // snippet: routing-single
            map.Match<PhotosController>(["GET", "POST"], "/photos/search"); // the action Search, Paths.PhotosSearch()
            map.Get<PhotosController>("/files/{**path}", nameof(PhotosController.File)); // path holds slashes
            map.Get<PhotosController>("/archive/{year?}"); // Archive(int? year)
            map.Formats(["json", "csv"], any => any.Resources<PhotosController>(Only.Show)); // /photos/7 and /photos/7.json
            // end snippet
        }));

    [Fact]
    public void Redirects_and_mounts() => Assert.Equal(
        [
            "GET /images/{id}: redirect to /photos/{id} (301)",
            "GET /docs: redirect to https://docs.example.com/start (302)",
            "ANY /admin/jobs/{**rest}: mounted at /admin/jobs",
            "ANY /: endpoints",
        ],
        Lines(map =>
        {
            // snippet: routing-redirects
            map.Redirect("/images/{id}", "/photos/{id}");
            map.Redirect("/docs", "https://docs.example.com/start", status: 302);
            // end snippet

            // snippet: routing-mounts
            map.Mount("/admin/jobs", jobs); // a RequestDelegate, or a branch of middleware
            map.Mount("/", app => app.MapGet("/time/{zone}", (string zone) => $"It is late in {zone}"));
            // end snippet
        }));

    [Fact]
    public void Links_by_name()
    {
        // snippet: routing-paths
        string[] links =
        [
            Paths.Books(), // "/books"
            Paths.Books(author: "R. Stone"), // "/books?author=R.%20Stone"
            Paths.Book(7), // "/books/7"
            Paths.BookLoan(bookId: 7, id: 3), // "/books/7/loans/3"
            Paths.CatalogBook(7), // "/catalog/7"
        ];
        // end snippet

        Assert.Equal(["/books", "/books?author=R.%20Stone", "/books/7", "/books/7/loans/3", "/catalog/7"], links);
    }

    [Fact]
    public void Lists()
    {
        // snippet: routing-list
        foreach (var route in new Routes().All)
            Console.WriteLine($"{string.Join(' ', route.Methods)} {route.Pattern} {route.Name} {route.Target}");
        // end snippet

        Assert.Equal("GET HEAD / Root BooksController.Index", new Routes().All.Select(route => $"{string.Join(' ', route.Methods)} {route.Pattern} {route.Name} {route.Target}").First());
    }

    static string[] Lines(Action<RouteScope> draw) => [.. new Map(draw).All.Select(route => $"{route}")];

    static string[] Named(Action<RouteScope> draw) => [.. new Map(draw).All.Select(route => $"{route}, {route.Name}")];

    sealed class Map(Action<RouteScope> draw) : RouteMap
    {
        protected override void Draw() => draw(this);
    }

    sealed class PhotosController : Controller
    {
        public Result Index() => Text("");
        public Result New() => Text("");
        public Result Show(string id) => Text(id);
        public Result Download(int id) => Text($"{id}");
        public Result Search() => Text("");
        public Result File(string path) => Text(path);
        public Result Archive(int? year) => Text($"{year}");
    }

    sealed class AvatarController : Controller
    {
        public Result Create() => Text("");
    }

    sealed class NotesController : Controller
    {
        public Result Create() => Text("");
        public Result Destroy(int id) => Text($"{id}");
    }
}
