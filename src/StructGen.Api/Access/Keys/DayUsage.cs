namespace StructGen.Api.Access.Keys;

/// <summary>Tokens that a caller used in a day, a row of <c>token_usage</c>.</summary>
internal sealed class DayUsage
{
    /// <summary>The caller's <see cref="Access.Caller.Id"/>.</summary>
    public required string Caller { get; init; }

    /// <summary>Days since 1970, UTC.</summary>
    public required int Day { get; init; }

    /// <summary>Tokens of prompts and answers.</summary>
    public required long Tokens { get; init; }
}
