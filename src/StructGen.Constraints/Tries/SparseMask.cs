using System.Numerics;

namespace StructGen.Constraints.Tries;

/// <summary>A mask of few tokens: only the words that hold one.</summary>
/// <remarks>Tokens 3, 70 and 72 are the words 0 (<c>1 &lt;&lt; 3</c>) and 1 (<c>1 &lt;&lt; 6 | 1 &lt;&lt; 8</c>).</remarks>
internal readonly struct SparseMask
{
    private readonly int[] _places;
    private readonly ulong[] _words;

    /// <summary>Takes the words that are not zero.</summary>
    public SparseMask(ReadOnlySpan<ulong> dense)
    {
        var count = 0;
        foreach (var word in dense) count += word == 0 ? 0 : 1;
        _places = new int[count];
        _words = new ulong[count];
        for (int i = 0, next = 0; i < dense.Length; i++)
        {
            if (dense[i] == 0) continue;
            _places[next] = i;
            _words[next++] = dense[i];
        }
    }

    /// <summary>Takes tokens in any order.</summary>
    public SparseMask(ReadOnlySpan<int> tokens)
    {
        var sorted = tokens.ToArray();
        Array.Sort(sorted);
        var places = new List<int>(sorted.Length);
        var words = new List<ulong>(sorted.Length);
        foreach (var token in sorted)
        {
            if (places.Count == 0 || places[^1] != token >> 6)
            {
                places.Add(token >> 6);
                words.Add(0);
            }

            words[^1] |= 1UL << token;
        }

        _places = [.. places];
        _words = [.. words];
    }

    /// <summary>Bytes held.</summary>
    public int Bytes => _places.Length * 12;

    /// <summary>Number of tokens.</summary>
    public int Count
    {
        get
        {
            var count = 0;
            foreach (var word in _words) count += BitOperations.PopCount(word);
            return count;
        }
    }

    /// <summary>Adds the tokens to a mask.</summary>
    public void OrInto(Span<ulong> mask)
    {
        for (var i = 0; i < _places.Length; i++) mask[_places[i]] |= _words[i];
    }

    /// <summary>Adds the tokens that are not in <paramref name="except"/>.</summary>
    public void OrInto(Span<ulong> mask, ReadOnlySpan<ulong> except)
    {
        for (var i = 0; i < _places.Length; i++) mask[_places[i]] |= _words[i] & ~except[_places[i]];
    }
}
