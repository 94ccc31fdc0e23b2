using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.Options;
using StructGen.Api.Problems;
using StructGen.Generation.Catalogs;

namespace StructGen.Api.Registries;

/// <summary>What differs between the databases that can hold the registry.</summary>
internal abstract class RegistryEngine
{
    private const string Forms = "SQLite is written 'Data Source=FILE', PostgreSQL 'Host=…;Database=…;Username=…;Password=…'";

    /// <summary>Whether there is a store already; where there is none, a look-up takes it for empty and does not make it.</summary>
    public abstract bool Exists { get; }

    /// <summary>A context on a connection of its own.</summary>
    public abstract RegistryContext CreateContext();

    /// <summary>Makes or updates the tables. Several processes may do so at once: one does it, the others wait.</summary>
    /// <exception cref="ProblemException">The store cannot be used; says why and what to do.</exception>
    public abstract Task MigrateAsync(CancellationToken cancellationToken);

    /// <summary>Waits until this process may begin a change; disposing lets the next one begin.</summary>
    public abstract ValueTask<IDisposable?> EnterChangeAsync(CancellationToken cancellationToken);

    /// <summary>Waits, inside a transaction, until no other process changes a name, where waiting is better than failing and beginning anew.</summary>
    public virtual Task LockNameAsync(RegistryContext context, DefinitionKind kind, string name, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Whether a change failed only because another one came first.</summary>
    public abstract bool IsConflict(DbUpdateException exception);

    /// <summary>The engine that a connection string asks for.</summary>
    /// <exception cref="ProblemException">It is none.</exception>
    public static RegistryEngine Create(IOptions<RegistryOptions> options, ILoggerFactory loggers)
    {
        var connection = options.Value.ConnectionString.Trim();
        try
        {
            return connection.StartsWith("Host=", StringComparison.OrdinalIgnoreCase) ? new PostgresEngine(connection, loggers) : new SqliteEngine(connection, loggers);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            throw new ProblemException(ProblemKind.StoreUnavailable, $"Store:ConnectionString cannot be read: {Forms}.");
        }
    }

    private protected static PooledDbContextFactory<T> Pool<T>(DbContextOptionsBuilder<T> builder, ILoggerFactory loggers)
        where T : RegistryContext
        => new(builder.UseLoggerFactory(loggers).Options);
}
