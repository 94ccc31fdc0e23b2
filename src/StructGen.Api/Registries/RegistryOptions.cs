namespace StructGen.Api.Registries;

/// <summary>Where the store is, section <c>Store</c> of the configuration.</summary>
public sealed class RegistryOptions
{
    /// <summary>ADO.NET connection string of the SQLite file. Default: <c>Data Source=data/structgen.db</c>; the folder is made when needed.</summary>
    public string ConnectionString { get; set; } = "Data Source=data/structgen.db";
}
