using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Npgsql;
using StructGen.Api.Problems;
using StructGen.Generation.Catalogs;

namespace StructGen.Api.Registries;

/// <summary>The registry in a PostgreSQL database, which several replicas may share.</summary>
internal sealed class PostgresEngine : RegistryEngine
{
    /// <summary>The advisory lock under which the tables are made; any number that nobody else in the database uses ("structgen" in ASCII, shortened).</summary>
    private const long MigrationLock = 0x7374727563746765;

    private readonly PooledDbContextFactory<PostgresRegistryContext> _contexts;

    public PostgresEngine(string connection, ILoggerFactory loggers)
    {
        _ = new NpgsqlConnectionStringBuilder(connection);
        _contexts = Pool(new DbContextOptionsBuilder<PostgresRegistryContext>().UseNpgsql(connection), loggers);
    }

    public override bool Exists => true;

    public override RegistryContext CreateContext() => _contexts.CreateDbContext();

    public override ValueTask<IDisposable?> EnterChangeAsync(CancellationToken cancellationToken) => ValueTask.FromResult<IDisposable?>(null);

    /// <summary>The transaction's end lets go. Two names may share a number: they then wait for each other, no more.</summary>
    public override Task LockNameAsync(RegistryContext context, DefinitionKind kind, string name, CancellationToken cancellationToken)
        => context.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({(int)kind}, hashtext({name}))", cancellationToken);

    public override bool IsConflict(DbUpdateException exception)
        => exception is DbUpdateConcurrencyException
            || exception.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected };

    public override async Task MigrateAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var context = CreateContext();
            context.Database.SetCommandTimeout(TimeSpan.FromMinutes(5)); // Another replica may be making the tables.
            await context.Database.OpenConnectionAsync(cancellationToken);
            await context.Database.ExecuteSqlAsync($"SELECT pg_advisory_lock({MigrationLock})", cancellationToken);
            await context.Database.MigrateAsync(cancellationToken);
            await context.Database.ExecuteSqlAsync($"SELECT pg_advisory_unlock({MigrationLock})", cancellationToken);
        }
        catch (Exception exception) when ((exception as NpgsqlException ?? exception.InnerException as NpgsqlException) is { } failure)
        {
            throw new ProblemException(ProblemKind.StoreUnavailable, $"The PostgreSQL store cannot be used: {Reason(failure)}.");
        }
    }

    private static string Reason(NpgsqlException exception) => (exception as PostgresException)?.SqlState switch
    {
        null => "no server answers where Store:ConnectionString says; start it, or correct Host and Port",
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification => "the server refuses the user; correct Username and Password in Store:ConnectionString",
        PostgresErrorCodes.InvalidCatalogName => "the database does not exist; make it, or correct Database in Store:ConnectionString",
        PostgresErrorCodes.InsufficientPrivilege => "the user may not make tables; grant CREATE on the schema",
        var state => $"the server answers with SQLSTATE {state}; its log has the details",
    };
}
