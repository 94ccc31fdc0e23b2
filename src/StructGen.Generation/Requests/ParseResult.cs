using System.Text.Json;

namespace StructGen.Generation.Requests;

/// <summary>What an answer was read as.</summary>
/// <param name="Data">The data that was found; null when nothing was.</param>
/// <param name="Validated">The data again if it satisfies the schema, null otherwise.</param>
/// <param name="Errors">Why it could not be read or does not satisfy the schema, a sentence each.</param>
/// <param name="Repairs">What the lenient parser mended.</param>
public sealed record ParseResult(JsonElement? Data, JsonElement? Validated, IReadOnlyList<string> Errors, IReadOnlyList<AnswerRepair> Repairs)
{
    /// <summary>Whether the text ends before the last closer of the root object, list or quoted text. Without an error only closers behind a complete value are missing.</summary>
    public bool Truncated { get; init; }

    /// <summary>Whether the text can be read as two different data; <see cref="Errors"/> then says which, and <see cref="Data"/> is null.</summary>
    public bool Ambiguous { get; init; }
}
