namespace StructGen.Generation.Models;

/// <summary>Where token models come from: the folders of GGUF files, or a test's fakes. Safe to share between threads.</summary>
public interface ITokenModelProvider
{
    /// <summary>The model that a request without a name gets; null where there is none.</summary>
    string? DefaultName { get; }

    /// <summary>What can be used, without loading it; ordered by name. Files that are no model are left out.</summary>
    IReadOnlyList<ModelDescription> List();

    /// <summary>Why a model that <see cref="List"/> leaves out cannot be used, safe to show to a client; null where there is nothing of this name.</summary>
    /// <param name="name">The name.</param>
    string? Fault(string name) => null;

    /// <summary>What <see cref="List"/> leaves out and why; ordered by name. Weights are read only when a model is loaded, so a fault of theirs is told from then on.</summary>
    IReadOnlyList<UnusableModel> Unusable() => [];

    /// <summary>The model of a name, loaded on first use and kept. Owned by the provider: do not dispose it.</summary>
    /// <param name="name">A name that <see cref="List"/> gives.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>Null where there is no model of this name.</returns>
    /// <exception cref="ModelUnavailableException">The model is there and cannot be used; the message says why. Not remembered: the next call tries again.</exception>
    ValueTask<ITokenModel?> FindAsync(string name, CancellationToken cancellationToken);
}
