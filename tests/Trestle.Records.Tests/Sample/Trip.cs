using System.ComponentModel.DataAnnotations;
using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Trestle.Records.Tests.Sample;

/// <summary>A trip and its stops, which refer to each other and answer for each other.</summary>
public class Trip : Record<Trip>
{
    [Required] public string Name { get; set; } = "";
    [Present] public string? Guide { get; set; } = "Ann";

    [NotMapped, Confirms(nameof(Name))] public string? NameConfirmation { get; set; }

    [NotMapped, Absent(On = "update")] public string? Coupon { get; set; }
    [NotMapped, Present(On = "create", When = nameof(HasCoupon))] public string? Referrer { get; set; }
    [NotMapped, Present(On = "depart")] public string? Driver { get; set; }

    bool HasCoupon => Coupon is not null;

    [Associated] public List<Stop> Stops { get; } = [];
}

public class Stop : Record<Stop>
{
    [Required] public string Place { get; set; } = "";

    [NotMapped, Present(On = "depart")] public string? Platform { get; set; }

    public int TripId { get; set; }
    [Associated] public Trip? Trip { get; set; }
}

[DbContext(typeof(RecordContext)), Migration("20250203090000_CreateTrips")]
public class CreateTrips : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        migration.CreateTable("trips", table => new
        {
            id = table.Column<int>(),
            name = table.Column<string>(),
            guide = table.Column<string>(nullable: true),
            created_at = table.Column<DateTimeOffset>(),
            updated_at = table.Column<DateTimeOffset>(),
        },
        constraints: table => table.PrimaryKey("pk_trips", t => t.id));

        migration.CreateTable("stops", table => new
        {
            id = table.Column<int>(),
            place = table.Column<string>(),
            trip_id = table.Column<int>(),
            created_at = table.Column<DateTimeOffset>(),
            updated_at = table.Column<DateTimeOffset>(),
        },
        constraints: table =>
        {
            table.PrimaryKey("pk_stops", s => s.id);
            table.ForeignKey("fk_stops_trips_trip_id", s => s.trip_id, "trips", "id", onDelete: ReferentialAction.Cascade);
        });

        migration.CreateIndex("ix_stops_trip_id", "stops", "trip_id");
    }
}
