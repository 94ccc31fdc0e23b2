using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using StructGen.Api.Access.Keys;

namespace StructGen.Api.Registries;

/// <summary>The store's tables: a row per name, from which lists are read, and a row per version, keyed so that the newest of a name is one seek.</summary>
/// <remarks>A database has its own subclass, because migrations belong to a context.</remarks>
internal abstract class RegistryContext(DbContextOptions options) : DbContext(options)
{
    private static readonly ValueConverter<DateTimeOffset, long> Milliseconds = new(
        time => time.ToUnixTimeMilliseconds(), stored => DateTimeOffset.FromUnixTimeMilliseconds(stored));

    /// <summary>Every version of every definition.</summary>
    public DbSet<Definition> Definitions => Set<Definition>();

    /// <summary>Every name that ever had a version.</summary>
    public DbSet<DefinitionName> Names => Set<DefinitionName>();

    /// <summary>API keys.</summary>
    public DbSet<StoredKey> Keys => Set<StoredKey>();

    /// <summary>Tokens by caller and day.</summary>
    public DbSet<DayUsage> TokenUsage => Set<DayUsage>();

    /// <summary>How names are compared: byte by byte; null where the database does so anyway.</summary>
    protected virtual string? NameCollation => null;

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        var definition = modelBuilder.Entity<Definition>();
        definition.ToTable("definitions");
        definition.HasKey(row => new { row.Kind, row.Name, row.Version });
        definition.Property(row => row.Kind).HasColumnName("kind");
        definition.Property(row => row.Name).HasColumnName("name").HasMaxLength(128).UseCollation(NameCollation);
        definition.Property(row => row.Version).HasColumnName("version");
        definition.Property(row => row.Hash).HasColumnName("hash").HasMaxLength(64);
        definition.Property(row => row.Description).HasColumnName("description");
        definition.Property(row => row.Document).HasColumnName("document");
        definition.Property(row => row.CreatedAt).HasColumnName("created_at").HasConversion(Milliseconds);
        var name = modelBuilder.Entity<DefinitionName>();
        name.ToTable("names");
        name.HasKey(row => new { row.Kind, row.Name });
        name.Property(row => row.Kind).HasColumnName("kind");
        name.Property(row => row.Name).HasColumnName("name").HasMaxLength(128).UseCollation(NameCollation);
        name.Property(row => row.Newest).HasColumnName("newest");
        name.Property(row => row.Last).HasColumnName("last");
        name.Property(row => row.Hash).HasColumnName("hash").HasMaxLength(64);
        name.Property(row => row.Description).HasColumnName("description");
        name.Property(row => row.CreatedAt).HasColumnName("created_at").HasConversion(Milliseconds);
        name.Property(row => row.SearchText).HasColumnName("search_text");
        name.Property(row => row.Revision).HasColumnName("revision").IsConcurrencyToken();
        CreateAccess(modelBuilder);
    }

    private void CreateAccess(ModelBuilder modelBuilder)
    {
        var key = modelBuilder.Entity<StoredKey>();
        key.ToTable("api_keys");
        key.HasKey(row => row.Id);
        key.HasIndex(row => row.Prefix);
        key.Property(row => row.Id).HasColumnName("id").HasMaxLength(32).UseCollation(NameCollation);
        key.Property(row => row.Name).HasColumnName("name").HasMaxLength(100);
        key.Property(row => row.Prefix).HasColumnName("prefix").HasMaxLength(11).UseCollation(NameCollation);
        key.Property(row => row.Hash).HasColumnName("hash").HasMaxLength(64);
        key.Property(row => row.Scopes).HasColumnName("scopes").HasMaxLength(200);
        key.Property(row => row.RequestsPerMinute).HasColumnName("requests_per_minute");
        key.Property(row => row.TokensPerDay).HasColumnName("tokens_per_day");
        key.Property(row => row.CreatedAt).HasColumnName("created_at").HasConversion(Milliseconds);
        key.Property(row => row.ExpiresAt).HasColumnName("expires_at").HasConversion(Milliseconds);
        var usage = modelBuilder.Entity<DayUsage>();
        usage.ToTable("token_usage");
        usage.HasKey(row => new { row.Caller, row.Day });
        usage.Property(row => row.Caller).HasColumnName("caller").HasMaxLength(300).UseCollation(NameCollation);
        usage.Property(row => row.Day).HasColumnName("day");
        usage.Property(row => row.Tokens).HasColumnName("tokens");
    }
}
