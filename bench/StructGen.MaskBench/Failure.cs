namespace StructGen.MaskBench;

/// <summary>Why a schema does not pass.</summary>
/// <param name="Kind">compile, accepted, rejected, end, stuck, crashed, timeout, mask.</param>
/// <param name="Place">Test, token and text so far.</param>
/// <param name="Message">What happened.</param>
/// <param name="MayEnd">Of an invalid instance: whether the end was allowed too.</param>
internal sealed record Failure(string Kind, string Place, string Message, bool MayEnd = false);
