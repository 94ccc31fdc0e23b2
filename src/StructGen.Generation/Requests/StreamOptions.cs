namespace StructGen.Generation.Requests;

/// <summary>What a stream tells beside deltas and attempts. Immutable.</summary>
public sealed record StreamOptions
{
    /// <summary>Deltas and attempts only.</summary>
    public static StreamOptions Default { get; } = new();

    /// <summary>Whether <see cref="AnswerPartial"/> is told. Default: false.</summary>
    public bool Partials { get; init; }

    /// <summary>Whether <see cref="AnswerItem"/> is told. Default: false.</summary>
    public bool Items { get; init; }
}
