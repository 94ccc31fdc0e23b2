using Microsoft.EntityFrameworkCore;

namespace StructGen.Api.Registries;

/// <summary>The tables in a PostgreSQL database.</summary>
internal sealed class PostgresRegistryContext(DbContextOptions<PostgresRegistryContext> options) : RegistryContext(options)
{
    protected override string? NameCollation => "C";
}
