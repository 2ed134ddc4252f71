using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Trestle.Records.Tests;

/// <summary>Where the database is stricter than a record's rules, its refusal is an error of the record.</summary>
public class ConstraintTests : TestDatabase
{
    [Fact]
    public async Task A_column_that_wants_a_value()
    {
        var parcel = new Parcel { Name = null, Weight = 1 };

        Assert.False(await parcel.SaveAsync());

        Assert.Equal(["Name can't be blank"], parcel.Errors.FullMessages);
        Assert.True(parcel.IsNew);
        parcel.Name = "Rails";
        Assert.True(await parcel.SaveAsync());
    }

    [Fact]
    public async Task A_check_named_after_its_column()
    {
        var parcel = new Parcel { Name = "Rails", Weight = -1 };

        Assert.False(await parcel.SaveAsync());

        Assert.Equal(["Weight is invalid"], parcel.Errors.FullMessages);
    }

    [Fact]
    public async Task A_check_named_after_nothing()
    {
        var parcel = new Parcel { Name = "air", Weight = 9 };

        Assert.False(await parcel.SaveAsync());

        Assert.Equal(["Parcel is invalid"], parcel.Errors.FullMessages);
    }

    [Fact]
    public async Task An_update_is_refused_alike_and_leaves_the_unit_of_work_clean()
    {
        var parcel = new Parcel { Name = "Rails", Weight = 1 };
        Assert.True(await parcel.SaveAsync());

        Assert.False(await parcel.UpdateAsync(new { Weight = -5 }));

        Assert.Equal(["Weight is invalid"], parcel.Errors.FullMessages);
        Assert.False(Site.IsBeingWritten);
        await SavedArticle();
        Assert.Equal(1, (await Parcel.FindAsync(parcel.Id)).Weight);
    }

    [Fact]
    public async Task A_transaction_goes_on_after_a_refusal()
    {
        await Database.TransactionAsync(async () =>
        {
            await SavedArticle("before");
            Assert.False(await new Parcel { Name = "Rails", Weight = -1 }.SaveAsync());
            await SavedArticle("after");
        });

        Assert.Equal(2, await Article.CountAsync());
    }
}

/// <summary>Says less than its table.</summary>
[Table("parcels")]
public class Parcel : Record<Parcel>
{
    public string? Name { get; set; }
    public int Weight { get; set; }
}

sealed class ParcelConfiguration : IEntityTypeConfiguration<Parcel>
{
    public void Configure(EntityTypeBuilder<Parcel> builder) => builder.Property(p => p.Name).IsRequired();
}

[DbContext(typeof(RecordContext)), Migration("20251102090000_CreateParcels")]
public class CreateParcels : Migration
{
    protected override void Up(MigrationBuilder migration) => migration.CreateTable("parcels", table =>
    {
        table.Add<string>("name");
        table.Add<int>("weight");
        table.Timestamps();
        table.Check("ck_parcels_weight", "weight > 0");
        table.Check("ck_honest", "name <> 'air' OR weight < 5");
    });
}
