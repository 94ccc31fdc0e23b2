using System.Text.Json;

namespace StructGen.Generation.Compatibility;

/// <summary>Whether one schema's instances are all instances of another.</summary>
/// <param name="Holds">Null where it could not be decided.</param>
/// <param name="Witness">An instance of the one that is none of the other, where it does not hold.</param>
/// <param name="Reason">Why it could not be decided.</param>
internal sealed record Inclusion(bool? Holds, JsonElement? Witness = null, string? Reason = null)
{
    public static Inclusion Proved { get; } = new(true);

    public static Inclusion Refuted(JsonElement witness) => new(false, witness);

    public static Inclusion Undecided(string reason) => new(null, Reason: reason);
}
