// ASP.NET Core MVC as its template sets it up, without what no page here uses.

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddControllersWithViews();

var app = builder.Build();
app.MapControllers();
await app.RunAsync();
