using System.Text.Json;
using StructGen.Generation.Catalogs;

namespace StructGen.Api.Registries;

/// <summary>One version of a registered schema or tool, a row of <c>definitions</c>. Never changed once written.</summary>
internal sealed class Definition
{
    private static readonly JsonDocumentOptions Reading = new() { MaxDepth = 1000 };

    /// <summary>Schema or tool.</summary>
    public required DefinitionKind Kind { get; init; }

    /// <summary>The name that requests use.</summary>
    public required string Name { get; init; }

    /// <summary>1, 2, 3… within a name.</summary>
    public required int Version { get; init; }

    /// <summary>SHA-256 of the document without white space, lower-case hexadecimal.</summary>
    public required string Hash { get; init; }

    /// <summary>What lists show of the document.</summary>
    public string? Description { get; init; }

    /// <summary>The JSON text.</summary>
    public required string Document { get; init; }

    /// <summary>When this version was written.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The row as the catalogs have it.</summary>
    public StoredDefinition ToStored()
    {
        using var document = JsonDocument.Parse(Document, Reading);
        return new StoredDefinition(ToItem(), document.RootElement.Clone());
    }

    /// <summary>The same without the document.</summary>
    public CatalogItem ToItem() => new(Name, Version, Hash, CreatedAt, Description);
}
