using System.Text.Json.Serialization;
using StructGen.Generation.Models;

namespace StructGen.Api.Models;

/// <summary>The models that requests can name, twice: as this service describes them, and as OpenAI's clients read them.</summary>
/// <param name="Items">Local models first.</param>
/// <param name="Data">The same for OpenAI's clients.</param>
/// <param name="Unusable">Model files that are there and cannot be used, with the reason; not among the others.</param>
public sealed record ModelList(IReadOnlyList<ModelItem> Items, IReadOnlyList<ModelCard> Data, IReadOnlyList<UnusableModel> Unusable)
{
    /// <summary><c>list</c>.</summary>
    [JsonPropertyName("object")]
    public string Object { get; } = "list";

    internal static ModelList From(ModelCatalog catalog, long created)
    {
        var standard = catalog.DefaultName;
        var models = catalog.List();
        return new(
            [.. models.Select(model => ModelItem.From(model, model.Name == standard))],
            [.. models.Select(model => ModelCard.From(model, created))],
            catalog.Unusable());
    }
}
