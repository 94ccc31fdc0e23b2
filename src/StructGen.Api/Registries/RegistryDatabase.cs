using System.Data.Common;
using StructGen.Api.Problems;

namespace StructGen.Api.Registries;

/// <summary>The database itself: made on the first write or when the service starts, never by a look-up. Safe to share between threads.</summary>
internal sealed class RegistryDatabase(RegistryEngine engine) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private volatile bool _ready;

    /// <summary>Makes a store that exists ready; false where none exists, which a look-up takes for an empty one.</summary>
    public async ValueTask<bool> OpenAsync(CancellationToken cancellationToken)
    {
        if (!_ready && !engine.Exists)
            return false;
        await CreateAsync(cancellationToken);
        return true;
    }

    /// <summary>Makes or updates the tables; after the first time this costs nothing.</summary>
    /// <exception cref="ProblemException">The store cannot be used.</exception>
    public async Task CreateAsync(CancellationToken cancellationToken)
    {
        if (_ready)
            return;
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (!_ready)
                await engine.MigrateAsync(cancellationToken);
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
            await using var context = engine.CreateContext();
            await context.Names.FindAsync([Generation.Catalogs.DefinitionKind.Schema, "readyz"], cancellationToken);
            return true;
        }
        catch (Exception exception) when (exception is ProblemException or DbException || exception.InnerException is DbException)
        {
            return false;
        }
    }

    public void Dispose() => _gate.Dispose();
}
