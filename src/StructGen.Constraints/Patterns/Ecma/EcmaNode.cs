namespace StructGen.Constraints.Patterns.Ecma;

/// <summary>A parsed ECMA-262 regular expression: <c>^a|b+</c> is an alternation of a sequence (start, a) and a loop (b, 1 to any).</summary>
internal abstract record EcmaNode
{
    /// <summary>No assertion anywhere within: the node is a language by itself, whatever stands around it.</summary>
    public required bool IsPure { get; init; }

    /// <summary>Structural hash.</summary>
    public required UInt128 Key { get; init; }

    public static EcmaNode Chars(CharSet set)
    {
        var key = new KeyHash(3000);
        key.Add(set);
        return new EcmaChars(set) { IsPure = true, Key = key.Value };
    }

    public static EcmaNode Sequence(IReadOnlyList<EcmaNode> parts) =>
        parts.Count == 1 ? parts[0] : new EcmaSequence(parts) { IsPure = parts.All(part => part.IsPure), Key = KeyOf(3001, parts) };

    public static EcmaNode Alternation(IReadOnlyList<EcmaNode> parts) =>
        parts.Count == 1 ? parts[0] : new EcmaAlternation(parts) { IsPure = parts.All(part => part.IsPure), Key = KeyOf(3002, parts) };

    public static EcmaNode Loop(EcmaNode body, long min, long max)
    {
        var key = new KeyHash(3003);
        key.Add(body.Key);
        key.Add(min);
        key.Add(max);
        return new EcmaLoop(body, min, max) { IsPure = body.IsPure, Key = key.Value };
    }

    public static EcmaNode Assertion(EcmaAssertionKind kind) => new EcmaAssertion(kind) { IsPure = false, Key = new KeyHash(3010 + (int)kind).Value };

    public static EcmaNode Look(EcmaNode body, bool behind, bool negative) =>
        new EcmaLook(body, behind, negative) { IsPure = false, Key = KeyOf(3004 + (behind ? 1 : 0) + (negative ? 2 : 0), [body]) };

    private static UInt128 KeyOf(int kind, IReadOnlyList<EcmaNode> parts)
    {
        var key = new KeyHash(kind);
        foreach (var part in parts) key.Add(part.Key);
        return key.Value;
    }
}

/// <summary>One character of a set.</summary>
internal sealed record EcmaChars(CharSet Set) : EcmaNode;

/// <summary>One after the other; none is the empty string.</summary>
internal sealed record EcmaSequence(IReadOnlyList<EcmaNode> Parts) : EcmaNode;

/// <summary>One of several.</summary>
internal sealed record EcmaAlternation(IReadOnlyList<EcmaNode> Parts) : EcmaNode;

/// <summary>A quantifier; greedy and lazy are the same language.</summary>
internal sealed record EcmaLoop(EcmaNode Body, long Min, long Max) : EcmaNode;

/// <summary><c>^ $ \b \B</c>.</summary>
internal sealed record EcmaAssertion(EcmaAssertionKind Kind) : EcmaNode;

/// <summary><c>(?=…) (?!…) (?&lt;=…) (?&lt;!…)</c>.</summary>
internal sealed record EcmaLook(EcmaNode Body, bool Behind, bool Negative) : EcmaNode;

/// <summary>Assertions of no width without a body.</summary>
internal enum EcmaAssertionKind
{
    /// <summary><c>^</c></summary>
    Start,

    /// <summary><c>$</c></summary>
    End,

    /// <summary><c>\b</c></summary>
    Boundary,

    /// <summary><c>\B</c></summary>
    NotBoundary,
}
