using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace MvcEf.Controllers;

public class ProductsController(ShopContext shop) : Controller
{
    [HttpGet("/single")]
    public async Task<IActionResult> Single(int id) =>
        await shop.Products.AsNoTracking().FirstOrDefaultAsync(p => p.Id == id) is { } product ? Json(product) : NotFound();

    [HttpGet("/queries20")]
    public async Task<IActionResult> Queries20(int id)
    {
        List<Product> found = [];

        for (var next = id; next < id + 20; next++)
        {
            var wanted = next;
            found.Add(await shop.Products.AsNoTracking().FirstAsync(p => p.Id == wanted));
        }

        return Json(found);
    }

    [HttpGet("/list")]
    public async Task<IActionResult> List() => View(await shop.Products.AsNoTracking().OrderBy(p => p.Id).Take(100).ToListAsync());

    [HttpPost("/insert")]
    public async Task<IActionResult> Insert(ProductInput input)
    {
        if (!ModelState.IsValid)
            return UnprocessableEntity();

        var product = new Product { CreatedAt = DateTime.UtcNow };
        product.Take(input);
        shop.Add(product);
        await shop.SaveChangesAsync();

        return Redirect($"/single?id={product.Id}");
    }

    [HttpPost("/update")]
    public async Task<IActionResult> Update(int id, ProductInput input)
    {
        if (!ModelState.IsValid)
            return UnprocessableEntity();

        if (await shop.Products.FirstOrDefaultAsync(p => p.Id == id) is not { } product)
            return NotFound();

        product.Take(input);
        await shop.SaveChangesAsync();

        return Redirect($"/single?id={product.Id}");
    }
}
