namespace StructGen.Generation.Catalogs;

/// <summary>No tool of the requested name or version.</summary>
/// <param name="reference">What was asked for: <c>name</c> or <c>name@version</c>.</param>
public sealed class UnknownToolException(string reference)
    : Exception($"There is no tool '{reference}': register it with PUT /v1/tools/NAME, put NAME.tool.json into the tool folder, or send its definition along.")
{
    /// <summary>What was asked for.</summary>
    public string Reference { get; } = reference;
}
