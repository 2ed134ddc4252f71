// Blazor's static server rendering as its template sets it up, without interactivity.

using Blazor;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddRazorComponents();

var app = builder.Build();
app.UseAntiforgery();
app.MapRazorComponents<App>();
await app.RunAsync();
