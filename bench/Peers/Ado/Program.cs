// The ceiling: minimal APIs, commands and readers by hand, text put together by a StringBuilder.
using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.Data.Sqlite;
using Peers;

const string Columns = "id, name, place, quantity, price, created_at, updated_at";

var builder = WebApplication.CreateBuilder(args);
var address = Shelf.Create(builder.Configuration);
ConditionalWeakTable<object, object> ready = [];

var app = builder.Build();
app.MapGet("/hello", () => "Hello, world!");
app.MapGet("/single", (int id) => Results.Json(Find(id)));
app.MapGet("/queries20", (int id) => Results.Json(Enumerable.Range(id, 20).Select(Find).ToList()));
app.MapGet("/list", () => Results.Text(Page(), "text/html; charset=utf-8"));
app.MapPost("/insert", (HttpRequest request) => WriteAsync(
    request,
    """
    INSERT INTO products (name, place, quantity, price, created_at, updated_at) VALUES (@name, @place, @quantity, @price, @now, @now) RETURNING id
    """));
app.MapPost("/update", (HttpRequest request) => WriteAsync(
    request, "UPDATE products SET name = @name, place = @place, quantity = @quantity, price = @price, updated_at = @now WHERE id = @id RETURNING id"));
await app.RunAsync();

Row Find(int id)
{
    using var connection = Open();
    using var command = connection.CreateCommand();
    command.CommandText = $"SELECT {Columns} FROM products WHERE id = @id LIMIT 1";
    command.Parameters.AddWithValue("@id", id);
    using var reader = command.ExecuteReader();
    reader.Read();

    return Read(reader);
}

string Page()
{
    using var connection = Open();
    using var command = connection.CreateCommand();
    command.CommandText = $"SELECT {Columns} FROM products ORDER BY id LIMIT 100";
    using var reader = command.ExecuteReader();
    var html = new StringBuilder(
        """
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8" /><title>The shelf</title></head><body><main><h1>The shelf</h1>
        <table><thead><tr><th>Number</th><th>Name</th><th>Place</th><th>Quantity</th><th>Price</th></tr></thead><tbody>
        """);

    while (reader.Read())
    {
        var row = Read(reader);
        html.Append(CultureInfo.InvariantCulture, $"<tr><td>{row.Id}</td><td>{WebUtility.HtmlEncode(row.Name)}</td>")
            .Append(CultureInfo.InvariantCulture, $"<td>{WebUtility.HtmlEncode(row.Place)}</td><td>{row.Quantity}</td><td>{row.Price}</td></tr>");
    }

    return html.Append("</tbody></table></main></body></html>").ToString();
}

async Task<IResult> WriteAsync(HttpRequest request, string sql)
{
    var form = await request.ReadFormAsync();
    using var connection = Open();
    using var command = connection.CreateCommand();
    command.CommandText = sql;
    command.Parameters.AddWithValue("@id", (object?)form["id"].FirstOrDefault() ?? DBNull.Value);
    command.Parameters.AddWithValue("@name", form["name"].ToString());
    command.Parameters.AddWithValue("@place", form["place"].ToString());
    command.Parameters.AddWithValue("@quantity", int.Parse(form["quantity"].ToString(), CultureInfo.InvariantCulture));
    command.Parameters.AddWithValue("@price", decimal.Parse(form["price"].ToString(), CultureInfo.InvariantCulture));
    command.Parameters.AddWithValue("@now", DateTime.UtcNow);

    return Results.Redirect($"/single?id={command.ExecuteScalar()}");
}

SqliteConnection Open()
{
    var connection = new SqliteConnection(address);
    connection.Open();

    lock (ready)
        if (ready.TryAdd(connection.Handle!, connection))
            Shelf.SetUp(connection);

    return connection;
}

static Row Read(SqliteDataReader reader) => new(
    reader.GetInt32(0), reader.GetString(1), reader.GetString(2), reader.GetInt32(3), reader.GetDecimal(4), reader.GetDateTime(5), reader.GetDateTime(6));

sealed record Row(int Id, string Name, string Place, int Quantity, decimal Price, DateTime CreatedAt, DateTime UpdatedAt);
