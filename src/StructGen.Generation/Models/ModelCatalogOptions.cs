using System.ComponentModel.DataAnnotations;

namespace StructGen.Generation.Models;

/// <summary>Which model requests get that name none.</summary>
public sealed class ModelCatalogOptions
{
    /// <summary>Its name; null takes the first local model, else the first remote one. Default: null.</summary>
    [MinLength(1)]
    public string? Default { get; set; }
}
