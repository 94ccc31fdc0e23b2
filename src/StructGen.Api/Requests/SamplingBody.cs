using StructGen.Generation.Requests;

namespace StructGen.Api.Requests;

/// <summary>The members that every request to a model shares. All may be left out or null.</summary>
public abstract record SamplingBody
{
    /// <summary>How the answer is made. Default: auto, which is grammar if the model shows its tokens, else native, else prompt.</summary>
    /// <example>grammar</example>
    public GenerationMode? Mode { get; init; }

    /// <summary>File stem of a GGUF, or <c>provider/name</c>. Default: the configured one.</summary>
    public string? Model { get; init; }

    /// <summary>0 (default) takes the likeliest token.</summary>
    public float? Temperature { get; init; }

    /// <summary>Only the smallest set of tokens whose probability reaches this, above 0 and at most 1.</summary>
    public float? TopP { get; init; }

    /// <summary>Only the k likeliest tokens.</summary>
    public int? TopK { get; init; }

    /// <summary>Only tokens at least this fraction as likely as the likeliest, from 0 to 1.</summary>
    public float? MinP { get; init; }

    /// <summary>Seed of the draw: the same seed and request give the same answer.</summary>
    public int? Seed { get; init; }

    /// <summary>Most tokens of one attempt. Default: 1024, or what the context leaves.</summary>
    public int? MaxTokens { get; init; }

    /// <summary>Whether a local model may write members that the schema does not declare where it does not say <c>additionalProperties</c>. Default: false.</summary>
    public bool? OpenObjects { get; init; }

    /// <summary>Whether a local model may spell numbers in every way of JSON (<c>5.0</c>, <c>1e3</c>, digits without end). Default: false.</summary>
    public bool? OpenNumbers { get; init; }

    /// <summary>Whether a value in which the model only repeats itself is brought to an end, with a warning. Default: true.</summary>
    public bool? RepetitionGuard { get; init; }

    /// <summary>Repair attempts after the first. Default: 2.</summary>
    public int? Retries { get; init; }

    /// <summary>Seconds for all attempts together. Default: the service's own limit.</summary>
    public double? TimeoutSeconds { get; init; }

    internal const int DefaultRetries = 2;

    /// <summary>More seconds than this are no time span; the pipeline's own limit is lower.</summary>
    private const double MostSeconds = 1e9;

    internal SamplingOptions ToSampling() => new()
    {
        Temperature = Temperature ?? 0,
        TopP = TopP,
        TopK = TopK,
        MinP = MinP,
        Seed = Seed,
        MaxTokens = MaxTokens,
        OpenObjects = OpenObjects ?? false,
        OpenNumbers = OpenNumbers ?? false,
        RepetitionGuard = RepetitionGuard ?? true,
    };

    internal TimeSpan? ToTimeout() => TimeoutSeconds is { } seconds ? TimeSpan.FromSeconds(Math.Clamp(seconds, -MostSeconds, MostSeconds)) : null;
}
