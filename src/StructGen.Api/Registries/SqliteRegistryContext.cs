using Microsoft.EntityFrameworkCore;

namespace StructGen.Api.Registries;

/// <summary>The tables in an SQLite file.</summary>
internal sealed class SqliteRegistryContext(DbContextOptions<SqliteRegistryContext> options) : RegistryContext(options);
