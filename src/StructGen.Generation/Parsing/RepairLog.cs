using StructGen.Generation.Requests;

namespace StructGen.Generation.Parsing;

/// <summary>The repairs of one reading; the first hundred are kept, all are counted.</summary>
internal sealed class RepairLog
{
    private const int MaxKept = 100;

    private readonly HashSet<string> _kinds = new(StringComparer.Ordinal);

    public List<AnswerRepair> Repairs { get; } = [];

    /// <summary>How many different kinds of repair there were: the syntactic cost of a reading.</summary>
    public int Kinds => _kinds.Count;

    public void Add(string kind, int offset, string message)
    {
        _kinds.Add(kind);
        if (Repairs.Count < MaxKept)
            Repairs.Add(new AnswerRepair(kind, offset, message));
    }
}
