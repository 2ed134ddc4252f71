using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using MvcLibrary;

// snippet: mvc-program
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddControllersWithViews(mvc => mvc.Filters.Add<AutoValidateAntiforgeryTokenAttribute>());
builder.Services.AddDbContext<LibraryContext>(options => options.UseSqlite($"Data Source={builder.Configuration["data"]}/library.db"));

var app = builder.Build();
app.UseExceptionHandler("/error");
app.MapStaticAssets();
app.MapControllerRoute("books", "books/{action=Index}/{id?}", new { controller = "Books" });
// end snippet

await using (var scope = app.Services.CreateAsyncScope())
    await scope.ServiceProvider.GetRequiredService<LibraryContext>().Database.EnsureCreatedAsync();

await app.RunAsync();
