using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Trestle.Bench.Records;

/// <summary>
/// EF Core and nothing else: a context for each request, queries that do not track, saves without rules. Either with its
/// defaults, or with a connection set up as Trestle's, so that only the work above the file differs.
/// </summary>
sealed class EfSide : Side
{
    public static readonly Action<DbContextOptionsBuilder> Defaults = _ => { };
    public static readonly Action<DbContextOptionsBuilder> AsTrestle = builder => builder.AddInterceptors(new SetUp());

    readonly DbContextOptions<Context> options;

    public EfSide(string file, Action<DbContextOptionsBuilder> configure) : base(file)
    {
        var builder = new DbContextOptionsBuilder<Context>().UseSqlite(ConnectionString);
        configure(builder);
        options = builder.Options;
    }

    public override async Task<string> FindAsync(int id)
    {
        await using var context = new Context(options);

        return (await context.Articles.AsNoTracking().FirstAsync(a => a.Id == id)).Title;
    }

    public override async Task<int> FindEachAsync(int[] ids)
    {
        await using var context = new Context(options);
        var letters = 0;

        foreach (var id in ids)
            letters += (await context.Articles.AsNoTracking().FirstAsync(a => a.Id == id)).Title.Length;

        return letters;
    }

    public override async Task<int> ListAsync()
    {
        await using var context = new Context(options);

        return (await context.Articles.AsNoTracking().OrderBy(a => a.Id).Take(100).ToListAsync()).Sum(a => a.Title.Length);
    }

    public override async Task InsertAsync(string title)
    {
        await using var context = new Context(options);
        context.Add(new Row { Title = title, Body = Body, Slug = "new", CreatedAt = DateTime.UtcNow, UpdatedAt = DateTime.UtcNow });
        await context.SaveChangesAsync();
    }

    public override async Task UpdateAsync(int id, string title)
    {
        await using var context = new Context(options);
        var article = await context.Articles.FirstAsync(a => a.Id == id);
        (article.Title, article.UpdatedAt) = (title, DateTime.UtcNow);
        await context.SaveChangesAsync();
    }

    public override async Task StarAsync(int id)
    {
        await using var context = new Context(options);
        await using var transaction = await context.Database.BeginTransactionAsync();
        var article = await context.Articles.FirstAsync(a => a.Id == id);
        (article.Stars, article.UpdatedAt) = (article.Stars + 1, DateTime.UtcNow);
        await context.SaveChangesAsync();
        await transaction.CommitAsync();
    }

    public override ValueTask DisposeAsync()
    {
        SqliteConnection.ClearAllPools();

        return default;
    }

    sealed class Context(DbContextOptions<Context> options) : DbContext(options)
    {
        public DbSet<Row> Articles => Set<Row>();

        protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.Entity<Row>(row =>
        {
            row.ToTable("articles");
            row.Property(r => r.Id).HasColumnName("id");
            row.Property(r => r.Title).HasColumnName("title");
            row.Property(r => r.Body).HasColumnName("body");
            row.Property(r => r.Slug).HasColumnName("slug");
            row.Property(r => r.Stars).HasColumnName("stars");
            row.Property(r => r.CreatedAt).HasColumnName("created_at");
            row.Property(r => r.UpdatedAt).HasColumnName("updated_at");
        });
    }

    sealed class Row
    {
        public int Id { get; set; }
        public string Title { get; set; } = "";
        public string Body { get; set; } = "";
        public string? Slug { get; set; }
        public int Stars { get; set; }
        public DateTime CreatedAt { get; set; }
        public DateTime UpdatedAt { get; set; }
    }

    sealed class SetUp : DbConnectionInterceptor
    {
        readonly ConditionalWeakTable<object, object> ready = [];

        public override Task ConnectionOpenedAsync(
            DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            if (ready.TryAdd(((SqliteConnection)connection).Handle!, this))
                AdoSide.SetUp((SqliteConnection)connection);

            return Task.CompletedTask;
        }
    }
}
