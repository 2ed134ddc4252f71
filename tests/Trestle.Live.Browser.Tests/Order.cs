using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Trestle.Live.Browser.Tests;

public class Order : Record<Order>
{
    [Required, StringLength(20)] public string Title { get; set; } = "";

    [Required] public string Email { get; set; } = "";

    public string Notes { get; set; } = "";
}

public record OrderParams(string Title, string Email, string Notes);

[DbContext(typeof(RecordContext)), Migration("20260101120000_CreateOrders")]
public class CreateOrders : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.CreateTable("orders", table => new
    {
        id = table.Column<int>(),
        title = table.Column<string>(),
        email = table.Column<string>(),
        notes = table.Column<string>(),
        created_at = table.Column<DateTimeOffset>(),
        updated_at = table.Column<DateTimeOffset>(),
    },
    constraints: table => table.PrimaryKey("pk_orders", order => order.id));

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropTable("orders");
}
