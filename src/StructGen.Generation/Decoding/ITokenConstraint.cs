namespace StructGen.Generation.Decoding;

/// <summary>What the decode loop needs of a constraint; the engine's matcher behind it, scripted ones in tests. One owner.</summary>
internal interface ITokenConstraint
{
    /// <summary>Whether the answer is finished and nothing may follow.</summary>
    bool IsComplete { get; }

    /// <summary>Whether the answer may end here.</summary>
    bool CanEnd { get; }

    /// <summary>Lower bound of the bytes from here to an end; 0 exactly where the answer may end.</summary>
    int MinBytesToEnd { get; }

    /// <summary>Which tokens may follow, end tokens included where the answer may end. Read only.</summary>
    ReadOnlySpan<ulong> Mask { get; }

    /// <summary>Writes which text tokens lead towards an end that is at most so many bytes away, the token's own bytes included.</summary>
    void FillClosingMask(Span<ulong> mask, int maxBytes);

    /// <summary>Writes the bytes that must follow, as far as they are certain; 0 where there is a choice.</summary>
    int ForcedBytes(Span<byte> destination);

    /// <summary>Moves on by a text token.</summary>
    bool TryAccept(int token);

    /// <summary>Takes back the last tokens.</summary>
    void Rollback(int tokens);
}
