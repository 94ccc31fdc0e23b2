using System.Text.Json;
using StructGen.Generation.Requests;

namespace StructGen.Generation.Parsing;

/// <summary>What a model's text says. Immutable; owns its data.</summary>
public sealed record ParsedAnswer
{
    internal const string CutWithinValue = "The answer ends within a value: write the whole answer, up to its last closing bracket.";

    /// <summary>The data; null where nothing could be read.</summary>
    public JsonElement? Data { get; init; }

    /// <summary>What was mended to read it, in order of place.</summary>
    public IReadOnlyList<AnswerRepair> Repairs { get; init; } = [];

    /// <summary>Why nothing, or not all, could be read; safe to show to a client and to feed back to a model.</summary>
    public IReadOnlyList<string> Errors { get; init; } = [];

    /// <summary>Whether the text ends before the last closer of the root object, list or quoted text, whatever stands around it.</summary>
    public bool Truncated { get; init; }

    /// <summary>Whether a truncated answer lacks nothing but the closers behind a complete value. Then it may be taken if the model stopped by itself.</summary>
    public bool LacksOnlyClosers { get; init; }

    /// <summary>Whether the text allows two readings of like cost with different data; <see cref="Errors"/> then says which, and <see cref="Data"/> is null.</summary>
    public bool Ambiguous { get; init; }
}
