namespace StructGen.Generation.Models;

/// <summary>All models that requests can name: local token models and remote text models. Safe to share between threads.</summary>
public sealed class ModelCatalog
{
    /// <summary>What can be used, local models first.</summary>
    public IReadOnlyList<ModelDescription> List() => throw new NotImplementedException();
}
