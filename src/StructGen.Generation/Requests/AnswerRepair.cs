namespace StructGen.Generation.Requests;

/// <summary>Something that the lenient parser mended.</summary>
/// <param name="Kind">Stable name such as <c>code-fence</c>, <c>trailing-comma</c>, <c>single-quotes</c>.</param>
/// <param name="Offset">UTF-16 offset into the answer.</param>
/// <param name="Message">What was done, in a sentence.</param>
public sealed record AnswerRepair(string Kind, int Offset, string Message);
