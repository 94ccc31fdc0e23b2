namespace StructGen.Generation.Models;

/// <summary>All models that requests can name: local token models and remote text models. Safe to share between threads.</summary>
public sealed class ModelCatalog
{
    /// <summary>The model that requests get that name none; null where there is no model at all.</summary>
    public string? DefaultName => throw new NotImplementedException();

    /// <summary>What can be used, local models first, each kind ordered by name; no model is loaded and no network is asked.</summary>
    public IReadOnlyList<ModelDescription> List() => throw new NotImplementedException();
}
