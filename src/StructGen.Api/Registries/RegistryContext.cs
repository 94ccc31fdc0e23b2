using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace StructGen.Api.Registries;

/// <summary>The store's tables: one row per version of a schema or tool, keyed so that the newest version of a name is one seek.</summary>
internal sealed class RegistryContext(DbContextOptions<RegistryContext> options) : DbContext(options)
{
    /// <summary>Every version of every definition.</summary>
    public DbSet<Definition> Definitions => Set<Definition>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        var definition = modelBuilder.Entity<Definition>();
        definition.ToTable("definitions");
        definition.HasKey(row => new { row.Kind, row.Name, row.Version });
        definition.Property(row => row.Kind).HasColumnName("kind");
        definition.Property(row => row.Name).HasColumnName("name").HasMaxLength(128);
        definition.Property(row => row.Version).HasColumnName("version");
        definition.Property(row => row.Hash).HasColumnName("hash").HasMaxLength(64);
        definition.Property(row => row.Document).HasColumnName("document");
        definition.Property(row => row.CreatedAt).HasColumnName("created_at")
            .HasConversion(new ValueConverter<DateTimeOffset, long>(time => time.ToUnixTimeMilliseconds(), stored => DateTimeOffset.FromUnixTimeMilliseconds(stored)));
    }
}
