namespace StructGen.Generation.Tools;

/// <summary>A tool of a request: a registered one by name, or one that the request brings along.</summary>
/// <param name="Name">Its name; for a registered one also <c>name@version</c>.</param>
/// <param name="Definition">The tool; null looks it up in the catalog.</param>
public sealed record ToolReference(string Name, ToolDefinition? Definition = null)
{
    /// <summary>A tool that the request brings along.</summary>
    public static implicit operator ToolReference(ToolDefinition definition) => FromDefinition(definition);

    /// <summary>A registered tool.</summary>
    public static implicit operator ToolReference(string name) => new(name);

    /// <summary>A tool that the request brings along.</summary>
    public static ToolReference FromDefinition(ToolDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return new ToolReference(definition.Name, definition);
    }

    /// <summary>A registered tool.</summary>
    public static ToolReference FromString(string name) => new(name);
}
