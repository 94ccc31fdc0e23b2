using System.Text.Json;

namespace StructGen.Generation.Prompting.Nodes;

/// <summary>A node of a Kor-style spec: something that can be extracted. Immutable.</summary>
public abstract record ExtractionNode
{
    private protected ExtractionNode(string id) => Id = id;

    /// <summary>Name of the property that holds the value.</summary>
    public string Id { get; init; }

    /// <summary>What it is, in words for the model. Default: empty.</summary>
    public string Description { get; init; } = "";

    /// <summary>Whether there may be several. Default: false.</summary>
    public bool Many { get; init; }

    /// <summary>Texts with what this node has in them: the value itself, or an array of values.</summary>
    public IReadOnlyList<NodeExample> Examples { get; init; } = [];
}

/// <summary>A text and what one node has in it.</summary>
/// <param name="Text">The input.</param>
/// <param name="Value">The value, or an array of values; null means nothing.</param>
public sealed record NodeExample(string Text, JsonElement? Value);
