using System.Text.Json;

namespace StructGen.Api.Registries;

/// <summary>One version of a registered schema or tool. Never changed once written.</summary>
internal sealed class Definition
{
    /// <summary>Schema or tool.</summary>
    public required DefinitionKind Kind { get; init; }

    /// <summary>The name that requests use.</summary>
    public required string Name { get; init; }

    /// <summary>1, 2, 3… within a name.</summary>
    public required int Version { get; init; }

    /// <summary>SHA-256 of the document without white space, lower-case hexadecimal.</summary>
    public required string Hash { get; init; }

    /// <summary>The JSON text.</summary>
    public required string Document { get; init; }

    /// <summary>When this version was written; for a file, when it was last changed.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The JSON itself.</summary>
    public JsonElement Parse()
    {
        using var document = JsonDocument.Parse(Document, new JsonDocumentOptions { MaxDepth = 1000 });
        return document.RootElement.Clone();
    }
}
