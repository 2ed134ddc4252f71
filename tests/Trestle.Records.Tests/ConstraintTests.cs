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
    public async Task An_id_that_is_taken()
    {
        var stored = new Parcel { Name = "Rails", Weight = 1 };
        Assert.True(await stored.SaveAsync());
        var again = new Parcel { Id = stored.Id, Name = "Sleepers", Weight = 2 };

        Assert.False(await again.SaveAsync());

        Assert.Equal(["Id has already been taken"], again.Errors.FullMessages);
    }

    [Fact]
    public async Task A_unique_index_on_an_expression()
    {
        Site.Run("DROP INDEX ix_articles_slug; CREATE UNIQUE INDEX ix_articles_slug ON articles (lower(slug))");
        await SavedArticle("one", slug: "bridges");
        var other = new Article { Title = "other", Body = "They carry rails over valleys.", Slug = "Bridges" };

        Assert.False(await other.SaveAsync());

        Assert.Equal(["Slug has already been taken"], other.Errors.FullMessages);
    }

    [Fact]
    public async Task A_reference_to_nothing_beside_one_that_a_default_scope_hides()
    {
        var train = new Train { Name = "The Night Mail", IsRetired = true };
        Assert.True(await train.SaveAsync(), string.Join(", ", train.Errors.FullMessages));
        var sticker = new Sticker { ParcelId = 7, TrainId = train.Id };

        Assert.False(await sticker.SaveAsync());

        Assert.Equal(["Parcel must exist"], sticker.Errors.FullMessages);
    }

    [Fact]
    public async Task A_row_that_others_refer_to_stays()
    {
        var parcel = new Parcel { Name = "Rails", Weight = 1 };
        Assert.True(await parcel.SaveAsync());
        var sticker = new Sticker { ParcelId = parcel.Id };
        Assert.True(await sticker.SaveAsync());

        await Database.TransactionAsync(async () =>
        {
            Assert.False(await parcel.DestroyAsync());
            await SavedArticle("after");
        });

        Assert.Equal(["Can't be deleted while other records refer to it"], parcel.Errors.FullMessages);
        Assert.Equal((false, 1, 1), (parcel.IsDestroyed, await Parcel.CountAsync(), await Article.CountAsync()));
        Assert.True(await sticker.DestroyAsync());
        Assert.True(await parcel.DestroyAsync());
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

/// <summary>Keeps its parcel from being deleted, though no rule of the parcel's says so.</summary>
public class Sticker : Record<Sticker>
{
    public int ParcelId { get; set; }
    public Parcel? Parcel { get; set; }
    public int? TrainId { get; set; }
    public Train? Train { get; set; }
}

sealed class StickerConfiguration : IEntityTypeConfiguration<Sticker>
{
    public void Configure(EntityTypeBuilder<Sticker> builder) =>
        builder.HasOne(s => s.Parcel).WithMany().OnDelete(DeleteBehavior.Restrict);
}

sealed class ParcelConfiguration : IEntityTypeConfiguration<Parcel>
{
    public void Configure(EntityTypeBuilder<Parcel> builder) => builder.Property(p => p.Name).IsRequired();
}

[DbContext(typeof(RecordContext)), Migration("20251102090000_CreateParcels")]
public class CreateParcels : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        migration.CreateTable("parcels", table =>
        {
            table.Add<string>("name");
            table.Add<int>("weight");
            table.Timestamps();
            table.Check("ck_parcels_weight", "weight > 0");
            table.Check("ck_honest", "name <> 'air' OR weight < 5");
        });
        migration.CreateTable("stickers", table =>
        {
            table.Reference("parcel", onDelete: ReferentialAction.Restrict);
            table.Reference("train", nullable: true);
            table.Timestamps();
        });
    }
}
