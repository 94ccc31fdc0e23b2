using System.ComponentModel.DataAnnotations;

namespace StructGen.Generation.Retries;

/// <summary>How an answer that is not valid is asked for again.</summary>
public sealed class RepairOptions
{
    /// <summary>Tokens read and written by all attempts together, after which no further attempt starts. Default: 65,536.</summary>
    [Range(1, int.MaxValue)]
    public int TokenBudget { get; set; } = 65_536;

    /// <summary>Errors that are fed back, the first ones of the validator's list. Default: 10; a model that sees more mends fewer.</summary>
    [Range(1, 1_000)]
    public int Errors { get; set; } = 10;

    /// <summary>UTF-16 units of the last bad answer that are fed back, from its start. Default: 8,000.</summary>
    [Range(0, int.MaxValue)]
    public int AnswerLength { get; set; } = 8_000;
}
