namespace StructGen.RepairBench.Damages;

/// <summary>All kinds of damage to JSON.</summary>
internal static class DamageKinds
{
    public static IReadOnlyList<DamageKind> All { get; } =
    [
        .. QuoteDamages.All, .. MarkDamages.All, .. CloserDamages.All, .. SpellingDamages.All, .. AroundDamages.All, .. CutDamages.All,
    ];
}
