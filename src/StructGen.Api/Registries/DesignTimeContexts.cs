using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace StructGen.Api.Registries;

/// <summary>
/// Lets <c>dotnet ef migrations add NAME --context SqliteRegistryContext --output-dir Registries/Migrations/Sqlite</c>, and the same for PostgreSQL, build the
/// contexts without starting the service.
/// </summary>
internal sealed class DesignTimeContexts : IDesignTimeDbContextFactory<SqliteRegistryContext>, IDesignTimeDbContextFactory<PostgresRegistryContext>
{
    SqliteRegistryContext IDesignTimeDbContextFactory<SqliteRegistryContext>.CreateDbContext(string[] args)
        => new(new DbContextOptionsBuilder<SqliteRegistryContext>().UseSqlite("Data Source=:memory:").Options);

    PostgresRegistryContext IDesignTimeDbContextFactory<PostgresRegistryContext>.CreateDbContext(string[] args)
        => new(new DbContextOptionsBuilder<PostgresRegistryContext>().UseNpgsql("Host=localhost").Options);
}
