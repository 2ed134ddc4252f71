using System.ComponentModel.DataAnnotations.Schema;
using System.Text.Json;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Trestle.Records.Tests.Sample;

public class Wagon : Record<Wagon>, IEntityTypeConfiguration<Wagon>
{
    public int Length { get; set; }
    public int Width { get; set; }

    [DatabaseGenerated(DatabaseGeneratedOption.Computed)] public int Area { get; private set; }

    public AxleLoad Load { get; set; }
    public WagonSettings Settings { get; set; } = new();

    public bool HasBrakes
    {
        get => Settings.HasBrakes;
        set => Settings = Settings with { HasBrakes = value };
    }

    [NotMapped] public int Ordered { get; set; } = 1;

    public void Configure(EntityTypeBuilder<Wagon> builder)
    {
        builder.Ignore(w => w.HasBrakes);
        builder.Property(w => w.Area).HasComputedColumnSql("length * width", stored: true);
        builder.Property(w => w.Load).HasConversion(load => load.Tonnes, stored => new(stored));
        builder.Property(w => w.Settings).HasConversion(settings => JsonOf(settings), stored => SettingsOf(stored));
    }

    static string JsonOf(WagonSettings settings) => JsonSerializer.Serialize(settings);

    static WagonSettings SettingsOf(string stored) => JsonSerializer.Deserialize<WagonSettings>(stored)!;
}

public readonly record struct AxleLoad(int Tonnes);

public record WagonSettings
{
    public bool HasBrakes { get; init; }
    public string Paint { get; init; } = "brown";
}

[DbContext(typeof(RecordContext)), Migration("20250310150000_CreateWagons")]
public class CreateWagons : Migration
{
    protected override void Up(MigrationBuilder migration) => migration.CreateTable("wagons", table => new
    {
        id = table.Column<int>(),
        length = table.Column<int>(),
        width = table.Column<int>(),
        area = table.Column<int>(computedColumnSql: "length * width", stored: true),
        load = table.Column<int>(),
        settings = table.Column<string>(),
        created_at = table.Column<DateTimeOffset>(),
        updated_at = table.Column<DateTimeOffset>(),
    },
    constraints: table => table.PrimaryKey("pk_wagons", w => w.id));
}
