using System.Text.Json;

namespace StructGen.Generation.Absence;

/// <summary>An answer as data of the caller's schema.</summary>
/// <param name="Data">The data; where a member is forbidden to be absent, null stands there.</param>
/// <param name="Absent">JSON pointers of the absent members, in the order of the answer.</param>
/// <param name="Missing">Those of them without which there is no data.</param>
internal sealed record ProjectedAnswer(JsonElement Data, IReadOnlyList<string> Absent, IReadOnlyList<string> Missing);
