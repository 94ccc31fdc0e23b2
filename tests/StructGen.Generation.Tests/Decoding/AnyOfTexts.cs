using System.Text;
using StructGen.Constraints;
using StructGen.Generation.Decoding;

namespace StructGen.Generation.Tests.Decoding;

/// <summary>A constraint that allows a finite set of texts, by brute force.</summary>
internal sealed class AnyOfTexts(Vocabulary vocabulary, params string[] texts) : ITokenConstraint
{
    private readonly byte[][] _answers = [.. texts.Select(Encoding.UTF8.GetBytes)];
    private readonly List<int> _tokens = [];
    private readonly ulong[] _mask = new ulong[vocabulary.MaskLength];

    public bool IsComplete => CanEnd && Possible.All(answer => answer.Length == Written.Length);

    public bool CanEnd => Possible.Any(answer => answer.Length == Written.Length);

    public int MinBytesToEnd => Possible.Min(answer => answer.Length) - Written.Length;

    public ReadOnlySpan<ulong> Mask
    {
        get
        {
            Fill(_mask, int.MaxValue);
            if (CanEnd)
            {
                foreach (var token in vocabulary.EndTokens) _mask[token >> 6] |= 1UL << (token & 63);
            }

            return _mask;
        }
    }

    private byte[] Written => [.. _tokens.SelectMany(token => vocabulary.GetBytes(token).ToArray())];

    private IEnumerable<byte[]> Possible => _answers.Where(answer => answer.AsSpan().StartsWith(Written));

    public void FillClosingMask(Span<ulong> mask, int maxBytes) => Fill(mask, maxBytes);

    public int ForcedBytes(Span<byte> destination)
    {
        var count = 0;
        while (count < destination.Length && Possible.All(answer => answer.Length > Written.Length + count))
        {
            var next = Possible.Select(answer => answer[Written.Length + count]).Distinct().ToArray();
            if (next.Length != 1) break;
            destination[count++] = next[0];
        }

        return count;
    }

    public bool TryAccept(int token)
    {
        if (!Allows(token, int.MaxValue)) return false;
        _tokens.Add(token);
        return true;
    }

    public void Rollback(int tokens) => _tokens.RemoveRange(_tokens.Count - tokens, tokens);

    private void Fill(Span<ulong> mask, int maxBytes)
    {
        mask.Clear();
        for (var token = 0; token < vocabulary.Count; token++)
        {
            if (Allows(token, maxBytes)) mask[token >> 6] |= 1UL << (token & 63);
        }
    }

    private bool Allows(int token, int maxBytes)
    {
        if (!vocabulary.IsText(token)) return false;
        byte[] after = [.. Written, .. vocabulary.GetBytes(token)];
        return _answers.Any(answer => answer.AsSpan().StartsWith(after) && answer.Length - Written.Length <= maxBytes);
    }
}
