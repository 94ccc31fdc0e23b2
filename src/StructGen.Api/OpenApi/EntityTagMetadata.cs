namespace StructGen.Api.OpenApi;

/// <summary>How an endpoint uses entity tags (RFC 9110, 13.1).</summary>
[Flags]
internal enum EntityTagUse
{
    /// <summary>It answers with an ETag.</summary>
    Answers = 1,

    /// <summary>It answers 304 to a known one.</summary>
    Reads = 2,

    /// <summary>It heeds <c>If-Match</c>.</summary>
    IfMatch = 4,

    /// <summary>It heeds <c>If-None-Match</c>.</summary>
    IfNoneMatch = 8,
}

/// <summary>Says which conditions an endpoint heeds.</summary>
/// <param name="Use">What it does with entity tags.</param>
internal sealed record EntityTagMetadata(EntityTagUse Use)
{
    /// <summary>A GET that need not answer twice with the same.</summary>
    public static EntityTagMetadata Get { get; } = new(EntityTagUse.Answers | EntityTagUse.Reads | EntityTagUse.IfNoneMatch);

    /// <summary>A PUT under conditions.</summary>
    public static EntityTagMetadata Put { get; } = new(EntityTagUse.Answers | EntityTagUse.IfMatch | EntityTagUse.IfNoneMatch);

    /// <summary>A DELETE under conditions.</summary>
    public static EntityTagMetadata Delete { get; } = new(EntityTagUse.IfMatch);
}
