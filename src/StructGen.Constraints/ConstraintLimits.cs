namespace StructGen.Constraints;

/// <summary>Every bound on the engine's work and memory, in one place; passing one is a <see cref="ConstraintLimitException"/>.</summary>
public sealed record ConstraintLimits
{
    /// <summary>The bounds that apply when none are given.</summary>
    public static ConstraintLimits Default { get; } = new();

    /// <summary>Bytes of a schema's JSON text. Default: 4 MiB, several times the largest schema seen in the wild.</summary>
    public int SchemaBytes { get; init; } = 4 << 20;

    /// <summary>Nesting depth of a schema document and of an instance. Default: 256; the reader recurses, so this guards the thread's stack.</summary>
    public int Depth { get; init; } = 256;

    /// <summary>Subschemas in a document, references counted once. Default: 200,000.</summary>
    public int Subschemas { get; init; } = 200_000;

    /// <summary>Alternatives into which one value position may split. Default: 4,096.</summary>
    public int Alternatives { get; init; } = 4_096;

    /// <summary>Interned automaton states that a compiled constraint keeps at a time; at half of them it begins anew, and one answer may not need more. Default: 500,000, a few hundred bytes each.</summary>
    public int AutomatonStates { get; init; } = 500_000;

    /// <summary>Bytes of finished masks kept per compiled constraint. Default: 16 MiB, 1,000 whole masks of 128,000 tokens or some 50,000 small ones; past it they are computed anew.</summary>
    public long MaskBytes { get; init; } = 16L << 20;

    /// <summary>Rules of a grammar that <see cref="CompiledConstraint.ToGbnf"/> writes. Default: 20,000; llama.cpp reads so many in about a second.</summary>
    public int GrammarRules { get; init; } = 20_000;

    /// <summary>Nodes of one pattern's regular expression. Default: 50,000.</summary>
    public int PatternNodes { get; init; } = 50_000;

    /// <summary>
    /// Digits that a number of a schema (a bound, a divisor, a value of <c>enum</c> or <c>const</c>) may have when it is written without an exponent: 1e400 has 401, 1e-400 has 400.
    /// Default: 1,000, three times what a double can say; up to there arithmetic is exact.
    /// </summary>
    public int NumberDigits { get; init; } = 1_000;

    /// <summary>Wall-clock time of one compilation, and of what a mask or a step may add to it later. Default: 10 s; the largest schemas seen in the wild take a tenth of a second.</summary>
    public TimeSpan CompileTime { get; init; } = TimeSpan.FromSeconds(10);
}
