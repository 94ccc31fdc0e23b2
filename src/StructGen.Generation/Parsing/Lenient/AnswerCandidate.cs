using StructGen.Generation.Requests;

namespace StructGen.Generation.Parsing.Lenient;

/// <summary>One way to read an answer.</summary>
/// <param name="Node">What it reads.</param>
/// <param name="Cost">How far it is from plain JSON; less is better.</param>
/// <param name="Repairs">What was mended.</param>
/// <param name="Truncated">Whether the answer ends within it.</param>
internal sealed record AnswerCandidate(AnswerNode Node, int Cost, IReadOnlyList<AnswerRepair> Repairs, bool Truncated);
