using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StructGen.Api.Problems;

namespace StructGen.Api.Registries;

/// <summary>The database itself: made on the first write or when the service starts, never by a look-up. Safe to share between threads.</summary>
internal sealed class RegistryDatabase(IDbContextFactory<RegistryContext> contexts, IOptions<RegistryOptions> options) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly string _file = new SqliteConnectionStringBuilder(options.Value.ConnectionString).DataSource;
    private bool _ready;

    /// <summary>Makes a store that exists ready; false where none exists, which a look-up takes for an empty one.</summary>
    public async ValueTask<bool> OpenAsync(CancellationToken cancellationToken)
    {
        if (!_ready && !File.Exists(_file))
            return false;
        await CreateAsync(cancellationToken);
        return true;
    }

    /// <summary>Makes or updates the tables; after the first time this costs nothing.</summary>
    /// <exception cref="ProblemException">The file is no database of ours, or cannot be written.</exception>
    public async Task CreateAsync(CancellationToken cancellationToken)
    {
        if (_ready)
            return;
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (!_ready)
                await MigrateAsync(cancellationToken);
            _ready = true;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Whether the store answers.</summary>
    public async Task<bool> IsReachableAsync(CancellationToken cancellationToken)
    {
        try
        {
            await CreateAsync(cancellationToken);
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            await context.Definitions.AnyAsync(cancellationToken);
            return true;
        }
        catch (Exception exception) when (exception is ProblemException or SqliteException)
        {
            return false;
        }
    }

    public void Dispose() => _gate.Dispose();

    private async Task MigrateAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (Path.GetDirectoryName(Path.GetFullPath(_file)) is { } folder)
                Directory.CreateDirectory(folder);
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            if (File.Exists(_file))
                await CheckAsync(context, cancellationToken);
            await UnlockAsync(context, cancellationToken);
            await context.Database.MigrateAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw Unusable(exception is SqliteException sqlite ? Reason(sqlite) : "its folder cannot be made or written");
        }
    }

    private async Task CheckAsync(RegistryContext context, CancellationToken cancellationToken)
    {
        if (await ReadAsync(context, "PRAGMA quick_check(1)", cancellationToken) is not "ok")
            throw Unusable("it is damaged");
    }

    /// <summary>A process that was killed while it changed the tables leaves EF's lock behind, which would hold up every later start.</summary>
    private static async Task UnlockAsync(RegistryContext context, CancellationToken cancellationToken)
    {
        if (await ReadAsync(context, "SELECT name FROM sqlite_master WHERE name = '__EFMigrationsLock'", cancellationToken) is not null)
            await context.Database.ExecuteSqlRawAsync("DELETE FROM __EFMigrationsLock WHERE julianday(Timestamp) < julianday('now', '-1 minute')", cancellationToken);
    }

    private static async Task<object?> ReadAsync(RegistryContext context, string sql, CancellationToken cancellationToken)
    {
        await context.Database.OpenConnectionAsync(cancellationToken);
        await using var command = context.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync(cancellationToken);
    }

    private ProblemException Unusable(string reason) => new(
        ProblemKind.StoreUnavailable,
        $"The store '{Path.GetFileName(_file)}' cannot be used: {reason}. Move the file away to begin anew, bring back a copy, or name another in Store:ConnectionString.");

    private static string Reason(SqliteException exception) => exception.SqliteErrorCode switch
    {
        26 => "it is no SQLite database",
        11 => "it is damaged",
        8 => "it cannot be written",
        14 => "it cannot be opened",
        5 or 6 => "another program holds it",
        13 => "the disk is full",
        _ => $"SQLite error {exception.SqliteErrorCode}",
    };
}
