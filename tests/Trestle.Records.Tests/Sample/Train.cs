using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Trestle.Records.Tests.Sample;

public class Train : Record<Train>
{
    [Unique] public string Name { get; set; } = "";
    public string Kind { get; set; } = "goods";
    public int Wagons { get; set; }
    public int? FollowsId { get; set; }
    public bool IsRetired { get; set; }
    public bool IsSecret { get; set; }

    public void Couple(int wagons)
    {
        Wagons += wagons;
        Emit(new WagonsCoupled(Name, wagons));
    }

    [DefaultScope] static Expression<Func<Train, bool>> Running => train => !train.IsRetired;
    [DefaultScope] static Expression<Func<Train, bool>> Public => train => !train.IsSecret;
}

public record WagonsCoupled(string Train, int Wagons);

public static class Trains
{
    extension(IQueryable<Train> trains)
    {
        public IQueryable<Train> Heavy(int least = 20) => trains.Where(t => t.Wagons >= least);

        public IQueryable<Train> Goods => trains.Where(t => t.Kind == "goods");
    }
}

[DbContext(typeof(RecordContext)), Migration("20250312090000_CreateTrains")]
public class CreateTrains : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        migration.CreateTable("trains", table => new
        {
            id = table.Column<int>(),
            name = table.Column<string>(),
            kind = table.Column<string>(),
            wagons = table.Column<int>(),
            follows_id = table.Column<int>(nullable: true),
            is_retired = table.Column<bool>(),
            is_secret = table.Column<bool>(),
            created_at = table.Column<DateTimeOffset>(),
            updated_at = table.Column<DateTimeOffset>(),
        },
        constraints: table => table.PrimaryKey("pk_trains", t => t.id));

        migration.CreateIndex("ix_trains_name", "trains", "name", unique: true);
    }
}
