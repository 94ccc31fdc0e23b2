using StructGen.Constraints;

namespace StructGen.Generation.Decoding;

/// <summary>The engine's matcher as the decode loop's constraint.</summary>
internal sealed class MatcherConstraint(ConstraintMatcher matcher) : ITokenConstraint
{
    public ReadOnlySpan<ulong> Mask => matcher.Mask;

    public bool IsComplete => matcher.IsComplete;

    public bool CanEnd => matcher.CanEnd;

    public int MinBytesToEnd => matcher.MinBytesToEnd;

    public void FillClosingMask(Span<ulong> mask, int maxBytes) => matcher.FillClosingMask(mask, maxBytes);

    public int ForcedBytes(Span<byte> destination) => matcher.ForcedBytes(destination);

    public bool TryAccept(int token) => matcher.TryAccept(token);

    public void Rollback(int tokens) => matcher.Rollback(tokens);
}
