using System.Text.Json;

namespace StructGen.Generation.Compatibility;

/// <summary>Whether every instance of one schema is an instance of another; both answers are proved, not guessed.</summary>
/// <param name="Compatible">True: no instance is refused. False: <paramref name="Example"/> is. Null: neither could be shown, <paramref name="Reason"/> says why.</param>
/// <param name="Breaks">The changes that break it, each with an instance of its own; empty where compatible.</param>
/// <param name="Example">A shortest instance that one side accepts and the other refuses; null where there is none.</param>
/// <param name="Reason">Why there is no answer; null where there is one.</param>
public sealed record CompatibilityVerdict(bool? Compatible, IReadOnlyList<CompatibilityBreak> Breaks, JsonElement? Example = null, string? Reason = null);
