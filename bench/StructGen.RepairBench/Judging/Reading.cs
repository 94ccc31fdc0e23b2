using System.Text.Json;

namespace StructGen.RepairBench.Judging;

/// <summary>What some reader made of a text.</summary>
/// <param name="Data">Its data.</param>
/// <param name="Claimed">Whether it reports no error.</param>
/// <param name="Truncated">Whether it says that the text stops in the middle.</param>
/// <param name="Ambiguous">Whether it says that the text allows several documents.</param>
internal sealed record Reading(JsonElement? Data, bool Claimed, bool Truncated, bool Ambiguous);
