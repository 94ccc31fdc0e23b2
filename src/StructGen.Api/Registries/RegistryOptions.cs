using System.ComponentModel.DataAnnotations;

namespace StructGen.Api.Registries;

/// <summary>Where the store is, section <c>Store</c> of the configuration.</summary>
public sealed class RegistryOptions
{
    /// <summary>
    /// ADO.NET connection string. One that begins with <c>Host=</c> is PostgreSQL, whose database must exist; any other is an SQLite file, whose folder is
    /// made when needed. Default: <c>Data Source=data/structgen.db</c>.
    /// </summary>
    [Required]
    public string ConnectionString { get; set; } = "Data Source=data/structgen.db";
}
