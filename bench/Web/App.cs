using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

return await Application.RunAsync(args);

namespace Web
{
    /// <summary>A shop's shelf: what most actions of most applications do, beside the same in MVC and by hand.</summary>
    public class App : Application
    {
        protected override ChildSpec[] Children() => [Child<Database>(), Child<HttpEndpoint>()];
    }

    public class Routes : RouteMap
    {
        protected override void Draw()
        {
            Get<ProductsController>("/hello");
            Get<ProductsController>("/single");
            Get<ProductsController>("/queries20");
            Get<ProductsController>("/list");
            Post<ProductsController>("/insert");
            Post<ProductsController>("/update");
        }
    }

    public class ProductsController : Controller
    {
        public Result Hello() => Text($"Hello, {Session["reader"] ?? "world"}!");

        public async Task<Result> Single(int id) => Json(await Product.FindAsync(id));

        public async Task<Result> Queries20(int id)
        {
            List<Product> found = [];

            for (var next = id; next < id + 20; next++)
                found.Add(await Product.FindAsync(next));

            return Json(found);
        }

        public async Task<Result> List() => View(await Product.All.OrderBy(product => product.Id).Take(100).ToListAsync());

        public async Task<Result> Insert(ProductParams input)
        {
            var product = new Product().Assign(input);

            return await product.SaveAsync() ? Redirect(to: $"/single?id={product.Id}") : Status(422);
        }

        public async Task<Result> Update(int id, ProductParams input)
        {
            var product = await Product.FindAsync(id);

            return await product.UpdateAsync(input) ? Redirect(to: $"/single?id={product.Id}") : Status(422);
        }
    }

    public class Product : Record<Product>
    {
        [Required, StringLength(80)] public string Name { get; set; } = "";
        [Required, StringLength(40)] public string Place { get; set; } = "";
        [Range(0, 10_000)] public int Quantity { get; set; }
        [Range(0, 100_000)] public decimal Price { get; set; }
    }

    public record ProductParams(string Name, string Place, int Quantity, decimal Price);

    public class Seeds : DatabaseSeeds
    {
        protected override async Task Run()
        {
            if (!await Product.All.AnyAsync())
                await Product.InsertAllAsync(Enumerable.Range(1, 1_000).Select(number => new Product
                {
                    Name = $"Item {number}",
                    Place = $"Shelf {number % 7}",
                    Quantity = number * 3,
                    Price = number * 1.25m,
                }));
        }
    }

    [DbContext(typeof(RecordContext)), Migration("20260101120000_CreateProducts")]
    public class CreateProducts : Migration
    {
        protected override void Up(MigrationBuilder migration) => migration.CreateTable("products", table => new
        {
            id = table.Column<int>(),
            name = table.Column<string>(maxLength: 80),
            place = table.Column<string>(maxLength: 40),
            quantity = table.Column<int>(),
            price = table.Column<decimal>(),
            created_at = table.Column<DateTimeOffset>(),
            updated_at = table.Column<DateTimeOffset>(),
        },
        constraints: table => table.PrimaryKey("pk_products", product => product.id));
    }
}
