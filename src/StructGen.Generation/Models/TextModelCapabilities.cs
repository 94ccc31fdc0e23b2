namespace StructGen.Generation.Models;

/// <summary>What a text model can do beyond text.</summary>
public sealed record TextModelCapabilities
{
    /// <summary>Whether it takes a JSON Schema as response format. Default: true.</summary>
    public bool NativeSchema { get; init; } = true;

    /// <summary>Whether it takes tools. Default: true.</summary>
    public bool NativeTools { get; init; } = true;

    /// <summary>Tokens of prompt and answer together; null where nobody says.</summary>
    public int? ContextLength { get; init; }
}
