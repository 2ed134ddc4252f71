using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;

namespace MvcEf;

public class Product
{
    public int Id { get; set; }
    public string Name { get; set; } = "";
    public string Place { get; set; } = "";
    public int Quantity { get; set; }
    public decimal Price { get; set; }
    public DateTime CreatedAt { get; set; }
    public DateTime UpdatedAt { get; set; }

    public void Take(ProductInput input)
    {
        (Name, Place, Quantity, Price) = (input.Name, input.Place, input.Quantity, input.Price);
        UpdatedAt = DateTime.UtcNow;
    }
}

public class ProductInput
{
    [Required, StringLength(80)] public string Name { get; set; } = "";
    [Required, StringLength(40)] public string Place { get; set; } = "";
    [Range(0, 10_000)] public int Quantity { get; set; }
    [Range(0, 100_000)] public decimal Price { get; set; }
}

public class ShopContext(DbContextOptions<ShopContext> options) : DbContext(options)
{
    public DbSet<Product> Products => Set<Product>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.Entity<Product>(product =>
    {
        product.ToTable("products");
        product.Property(p => p.Id).HasColumnName("id");
        product.Property(p => p.Name).HasColumnName("name");
        product.Property(p => p.Place).HasColumnName("place");
        product.Property(p => p.Quantity).HasColumnName("quantity");
        product.Property(p => p.Price).HasColumnName("price");
        product.Property(p => p.CreatedAt).HasColumnName("created_at");
        product.Property(p => p.UpdatedAt).HasColumnName("updated_at");
    });
}
