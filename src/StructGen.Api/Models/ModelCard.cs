using System.Text.Json.Serialization;
using StructGen.Generation.Models;

namespace StructGen.Api.Models;

/// <summary>A model as OpenAI's clients read it.</summary>
/// <param name="Id">The name that requests use.</param>
/// <param name="Created">Seconds since 1970: when this service began to offer it, which is its start.</param>
/// <param name="OwnedBy">Who runs it: <c>local</c>, or a configured provider's name.</param>
public sealed record ModelCard(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("created")] long Created,
    [property: JsonPropertyName("owned_by")] string OwnedBy)
{
    /// <summary><c>model</c>.</summary>
    [JsonPropertyName("object")]
    public string Object { get; } = "model";

    internal static ModelCard From(ModelDescription model, long created) => new(model.Name, created, model.Provider);
}
