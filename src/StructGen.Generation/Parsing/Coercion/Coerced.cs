using StructGen.Constraints;
using StructGen.Generation.Requests;

namespace StructGen.Generation.Parsing.Coercion;

/// <summary>A value bent towards a shape, with what that cost. Repairs form a tree so that trying branches stays cheap.</summary>
/// <param name="Node">The value.</param>
/// <param name="Penalty">0 where the value fits as it is.</param>
internal sealed record Coerced(AnswerNode Node, int Penalty)
{
    /// <summary>A value that cannot be bent: the validator will say so.</summary>
    public const int Misfit = 1000;

    /// <summary>What was done to this very value.</summary>
    public IReadOnlyList<AnswerRepair> Repairs { get; init; } = [];

    /// <summary>What was done within it.</summary>
    public IReadOnlyList<Coerced> Parts { get; init; } = [];

    /// <summary>A choice that could not be made, such as an enum tie; null where there is none.</summary>
    public string? Error { get; init; }

    /// <summary>Whether <see cref="Error"/> says that the value means one of two things.</summary>
    public bool IsTie { get; init; }

    /// <summary>Fits as it is.</summary>
    public static Coerced Exact(AnswerNode node) => new(node, 0);

    /// <summary>Does not fit and cannot be made to.</summary>
    public static Coerced Unfit(AnswerNode node) => new(node, Misfit);

    /// <summary>Was changed.</summary>
    public static Coerced Changed(AnswerNode node, int penalty, string kind, int offset, string message)
        => new(node, penalty) { Repairs = [new AnswerRepair(kind, offset, message)] };

    /// <summary>The same with one more change on the outside.</summary>
    public Coerced Also(int penalty, string kind, int offset, string message)
        => new(Node, Penalty + penalty) { Repairs = [new AnswerRepair(kind, offset, message)], Parts = [this] };

    /// <summary>Gathers all repairs and errors.</summary>
    public void Collect(RepairLog log, List<string> errors)
    {
        if (DeepStack.IsShort)
        {
            DeepStack.Continue(static at => at.Self.Collect(at.Log, at.Errors), (Self: this, Log: log, Errors: errors));
            return;
        }

        foreach (var repair in Repairs)
            log.Add(repair.Kind, repair.Offset, repair.Message);
        if (Error is not null && errors.Count < 100)
            errors.Add(Error);
        foreach (var part in Parts)
            part.Collect(log, errors);
    }
}
