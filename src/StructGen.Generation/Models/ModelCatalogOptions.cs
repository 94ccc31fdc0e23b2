using System.ComponentModel.DataAnnotations;

namespace StructGen.Generation.Models;

/// <summary>Which model requests get that name none, and how models are shown examples.</summary>
public sealed class ModelCatalogOptions
{
    /// <summary>Its name; null takes the first local model, else the first remote one. Default: null.</summary>
    [MinLength(1)]
    public string? Default { get; set; }

    /// <summary>
    /// Whether examples in grammar mode show slots (<c>{name}</c>) instead of values that stand in their texts, so that the values are not copied.
    /// Default: true. Big models do not copy; set false for them.
    /// </summary>
    public bool ExampleSlots { get; set; } = true;
}
