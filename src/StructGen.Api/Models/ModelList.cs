using StructGen.Generation.Models;

namespace StructGen.Api.Models;

/// <summary>The models that requests can name.</summary>
/// <param name="Items">Local models first.</param>
public sealed record ModelList(IReadOnlyList<ModelItem> Items)
{
    internal static ModelList From(ModelCatalog catalog)
    {
        var standard = catalog.DefaultName;
        return new([.. catalog.List().Select(model => ModelItem.From(model, model.Name == standard))]);
    }
}
