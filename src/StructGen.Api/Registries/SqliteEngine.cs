using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using StructGen.Api.Problems;

namespace StructGen.Api.Registries;

/// <summary>The registry in an SQLite file: one writer at a time, any number of readers beside it (write-ahead log).</summary>
internal sealed class SqliteEngine : RegistryEngine, IDisposable
{
    private static readonly TimeSpan LockPoll = TimeSpan.FromMilliseconds(50);

    /// <summary>Making the tables takes seconds at most; whoever holds the file for longer is not making tables.</summary>
    private static readonly TimeSpan LockTime = TimeSpan.FromMinutes(1);
    private readonly PooledDbContextFactory<SqliteRegistryContext> _contexts;
    private readonly string _file;

    /// <summary>Writers of this process queue here; SQLite itself would have them poll.</summary>
    private readonly SemaphoreSlim _writer = new(1, 1);

    public SqliteEngine(string connection, ILoggerFactory loggers)
    {
        _file = new SqliteConnectionStringBuilder(connection).DataSource;
        _contexts = Pool(new DbContextOptionsBuilder<SqliteRegistryContext>().UseSqlite(connection), loggers);
    }

    public override bool Exists => File.Exists(_file);

    public override RegistryContext CreateContext() => _contexts.CreateDbContext();

    public override async ValueTask<IDisposable?> EnterChangeAsync(CancellationToken cancellationToken)
    {
        await _writer.WaitAsync(cancellationToken);
        return new Turn(_writer);
    }

    public override bool IsConflict(DbUpdateException exception)
        => exception is DbUpdateConcurrencyException || exception.InnerException is SqliteException { SqliteErrorCode: 19 };

    public override async Task MigrateAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (Path.GetDirectoryName(Path.GetFullPath(_file)) is { } folder)
                Directory.CreateDirectory(folder);
            using var alone = await LockAsync(cancellationToken);
            await using var context = CreateContext();
            if (Exists)
                await CheckAsync(context, cancellationToken);
            await UnlockAsync(context, cancellationToken);
            await context.Database.MigrateAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw Unusable(exception is SqliteException sqlite ? Reason(sqlite) : "its folder or its files (also FILE.lock, FILE-wal and FILE-shm) cannot be made or written; a store must be writable");
        }
    }

    public void Dispose() => _writer.Dispose();

    /// <summary>Holds a file beside the store while the tables are made; the operating system lets go of it when a process dies, however it dies.</summary>
    private async Task<FileStream> LockAsync(CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(_file + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException exception) when (IsHeld(exception))
            {
                if (Stopwatch.GetElapsedTime(began) > LockTime) throw Unusable($"another process has held '{Path.GetFileName(_file)}.lock' for {LockTime.TotalSeconds} seconds");
                await Task.Delay(LockPoll, cancellationToken);
            }
        }
    }

    /// <summary>Whether another process has the file open, apart from all else that keeps it from being opened: a read-only file system stays one.</summary>
    internal static bool IsHeld(IOException exception) => exception.HResult switch
    {
        unchecked((int)0x80070020) or unchecked((int)0x80070021) => OperatingSystem.IsWindows(), // ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION
        11 => OperatingSystem.IsLinux(), // EWOULDBLOCK
        35 => OperatingSystem.IsMacOS() || OperatingSystem.IsFreeBSD(),
        _ => false,
    };

    private async Task CheckAsync(RegistryContext context, CancellationToken cancellationToken)
    {
        if (await ReadAsync(context, "PRAGMA quick_check(1)", cancellationToken) is not "ok")
            throw Unusable("it is damaged");
    }

    /// <summary>Whoever was killed while changing the tables left EF's lock behind; since the file is held, nobody alive has it.</summary>
    private static async Task UnlockAsync(RegistryContext context, CancellationToken cancellationToken)
    {
        if (await ReadAsync(context, "SELECT name FROM sqlite_master WHERE name = '__EFMigrationsLock'", cancellationToken) is not null)
            await context.Database.ExecuteSqlRawAsync("DELETE FROM __EFMigrationsLock", cancellationToken);
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
        8 => "it cannot be written, and a store must be writable",
        14 => "it cannot be opened",
        5 or 6 => "another program holds it",
        13 => "the disk is full",
        _ => $"SQLite error {exception.SqliteErrorCode}",
    };

    private sealed class Turn(SemaphoreSlim writer) : IDisposable
    {
        public void Dispose() => writer.Release();
    }
}
