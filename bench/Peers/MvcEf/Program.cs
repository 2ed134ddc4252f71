// ASP.NET Core MVC with EF Core as their guides advise: contexts from a pool, queries that do not track where nothing is changed.
using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using MvcEf;
using Peers;

var builder = WebApplication.CreateBuilder(args);
var address = Shelf.Create(builder.Configuration);

builder.Services.AddControllersWithViews();
builder.Services.AddDbContextPool<ShopContext>(options => options.UseSqlite(address).AddInterceptors(new SetUp()));

var app = builder.Build();
app.MapControllers();
await app.RunAsync();

namespace MvcEf
{
    sealed class SetUp : DbConnectionInterceptor
    {
        readonly ConditionalWeakTable<object, object> ready = [];

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
        {
            if (ready.TryAdd(((SqliteConnection)connection).Handle!, this))
                Shelf.SetUp((SqliteConnection)connection);
        }

        public override Task ConnectionOpenedAsync(
            DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            ConnectionOpened(connection, eventData);

            return Task.CompletedTask;
        }
    }
}
