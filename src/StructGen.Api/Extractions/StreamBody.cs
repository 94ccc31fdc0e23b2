using StructGen.Generation.Requests;

namespace StructGen.Api.Extractions;

/// <summary>What a stream tells beside deltas and attempts.</summary>
public sealed record StreamBody
{
    /// <summary>Whether <c>partial</c> events tell the value so far. Default: false.</summary>
    public bool? Partials { get; init; }

    /// <summary>Whether <c>item</c> events tell each item of the answer's list when it is complete and valid. Default: false.</summary>
    public bool? Items { get; init; }

    internal static StreamOptions ToOptions(StreamBody? body) => new() { Partials = body?.Partials ?? false, Items = body?.Items ?? false };
}
