namespace StructGen.Generation.Requests;

/// <summary>How tokens are chosen among the allowed ones.</summary>
public sealed record SamplingOptions
{
    /// <summary>Greedy decoding, at most 1,024 tokens.</summary>
    public static SamplingOptions Default { get; } = new();

    /// <summary>0 (default) takes the likeliest token.</summary>
    public float Temperature { get; init; }

    /// <summary>Smallest set of tokens whose probability reaches this; null is off.</summary>
    public float? TopP { get; init; }

    /// <summary>Only the k likeliest tokens; null is off.</summary>
    public int? TopK { get; init; }

    /// <summary>Only tokens at least this fraction as likely as the likeliest; null is off.</summary>
    public float? MinP { get; init; }

    /// <summary>Seed of the draw, also where nothing is drawn: a local model then gives one request one answer, whatever else runs or ran. Null draws one, which the result does not repeat.</summary>
    public int? Seed { get; init; }

    /// <summary>
    /// Whether a local model may write members that no schema declares into objects that say neither <c>additionalProperties</c> nor <c>unevaluatedProperties</c>.
    /// Default: false, it writes declared names only. What is valid is the schema's matter either way.
    /// </summary>
    public bool OpenObjects { get; init; }

    /// <summary>Whether a local model may use every spelling of JSON for numbers, such as <c>5.0</c> and <c>1e3</c> for whole ones and digits without end. Default: false, as the type is read.</summary>
    public bool OpenNumbers { get; init; }

    /// <summary>Whether a value that a model only repeats itself in is brought to an end, with a warning. Default: true.</summary>
    public bool RepetitionGuard { get; init; } = true;

    /// <summary>Most tokens of one attempt; null is 1,024 or what the context leaves.</summary>
    public int? MaxTokens { get; init; }
}
