using System.ComponentModel.DataAnnotations;

namespace StructGen.Generation.Catalogs;

/// <summary>Where schema and tool files are read from at start.</summary>
public sealed class SchemaCatalogOptions
{
    /// <summary>Folder of <c>NAME.schema.json</c> files; tools stand in its folder <c>tools</c> as <c>NAME.tool.json</c>. A folder that does not exist holds nothing. Default: <c>schemas</c>.</summary>
    [Required]
    public string Path { get; set; } = "schemas";
}
