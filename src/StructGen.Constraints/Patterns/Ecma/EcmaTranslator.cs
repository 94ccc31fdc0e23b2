namespace StructGen.Constraints.Patterns.Ecma;

/// <summary>
/// Turns a regular expression into the pattern of all texts in which it is found. What follows a place is a language K, so <c>(?=A)</c> is <c>A·any ∧ K</c>,
/// <c>(?!A)</c> is <c>¬(A·any) ∧ K</c> and <c>$</c> is <c>ε ∧ K</c>; what precedes is a small <see cref="EcmaContext"/>.
/// </summary>
/// <remarks>
/// Nodes without assertions become plain patterns. A loop around assertions, such as <c>((?!--).)*</c>, becomes a pattern that is defined by itself and
/// unfolded when its derivative is asked for; contexts are finite, so are the derivatives. A lookbehind is followed along the text as the
/// derivative of "anything, then its body".
/// </remarks>
internal sealed partial class EcmaTranslator
{
    private readonly string _text;
    private readonly bool _asksStart;
    private readonly bool _asksWord;
    private readonly Dictionary<EcmaNode, Pattern> _pure = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<EcmaLook, int> _lookbehinds = new(ReferenceEqualityComparer.Instance);
    private readonly List<Pattern[]> _behind = [];
    private readonly Dictionary<UInt128, int> _behindNumbers = [];

    private EcmaTranslator(PatternArena arena, string text, EcmaNode node)
    {
        Arena = arena;
        _text = text;
        var behind = new List<Pattern>();
        Survey(node, insideBehind: false, ref _asksStart, ref _asksWord, behind);
        NumberOf([.. behind]);
    }

    internal PatternArena Arena { get; }

    /// <summary>All texts in which the node is found.</summary>
    public static Pattern Search(PatternArena arena, string text, EcmaNode node) => new EcmaTranslator(arena, text, node).Embed(node, new EcmaEnd(arena.Anything));

    private Pattern Embed(EcmaNode node, EcmaContinuation end)
    {
        var start = new EcmaContext(_asksStart, false, true, 0);
        var here = new EcmaThen(this, node, end);
        if (_behind[0].Length > 0) return Translate(EcmaNode.Loop(EcmaNode.Chars(CharSet.All), 0, Pattern.Unbounded), here, start);
        if (!_asksStart && !_asksWord) return Arena.Concat(Arena.Anything, here.In(start));
        var atStart = here.In(start);
        var later = here.In(start with { AtStart = false });
        if (!_asksWord) return atStart == later ? Arena.Concat(Arena.Anything, later) : Arena.Or(atStart, Arena.Concat(Arena.Length(1, null), later));
        var afterWord = here.In(start with { AtStart = false, AfterWord = true });
        return Arena.Or(
        [
            atStart,
            Arena.Concat(Arena.Concat(Arena.Anything, Arena.Chars(EcmaSets.Word)), afterWord),
            Arena.Concat(Arena.Concat(Arena.Anything, Arena.Chars(EcmaSets.Word.Not())), later),
        ]);
    }

    /// <summary>The language of texts that begin with a match of the node and go on as the continuation says.</summary>
    internal Pattern Translate(EcmaNode node, EcmaContinuation next, EcmaContext context)
    {
        if (node.IsPure && TranslatePure(node, next, context) is { } simple) return simple;
        switch (node)
        {
            case EcmaChars chars:
                return OneOf(chars.Set, next, context);
            case EcmaSequence sequence:
                for (var i = sequence.Parts.Count - 1; i > 0; i--) next = new EcmaThen(this, sequence.Parts[i], next);
                return sequence.Parts.Count == 0 ? next.In(context) : Translate(sequence.Parts[0], next, context);
            case EcmaAlternation alternation:
                return Arena.Or(alternation.Parts.Select(part => Translate(part, next, context)).ToArray());
            case EcmaLoop loop:
                return Loop(loop.Body, loop.Min, loop.Max, next, context);
            case EcmaAssertion assertion:
                return Assertion(assertion.Kind, next, context);
            case EcmaLook { Behind: true } look:
                return _behind[context.Behind][_lookbehinds[look]].IsNullable != look.Negative ? next.In(context) : Arena.Nothing;
            case EcmaLook look:
                var ahead = Translate(look.Body, new EcmaEnd(Arena.Anything), context with { Moved = true });
                return Arena.And(look.Negative ? Arena.Not(ahead) : ahead, next.In(context));
            default:
                throw new InvalidOperationException(node.GetType().Name);
        }
    }

    /// <summary>Whether the node matches nothing at the end of the text.</summary>
    internal bool IsEmptyMatch(EcmaNode node, EcmaContext context) => node switch
    {
        EcmaChars => false,
        EcmaSequence sequence => sequence.Parts.All(part => IsEmptyMatch(part, context)),
        EcmaAlternation alternation => alternation.Parts.Any(part => IsEmptyMatch(part, context)),
        EcmaLoop loop => loop.Min == 0 || IsEmptyMatch(loop.Body, context),
        EcmaAssertion { Kind: EcmaAssertionKind.Start } => context.AtStart,
        EcmaAssertion { Kind: EcmaAssertionKind.End } => true,
        EcmaAssertion { Kind: EcmaAssertionKind.Boundary } => context.AfterWord,
        EcmaAssertion => !context.AfterWord,
        EcmaLook { Behind: true } look => _behind[context.Behind][_lookbehinds[look]].IsNullable != look.Negative,
        EcmaLook look => IsEmptyMatch(look.Body, context) != look.Negative,
        _ => throw new InvalidOperationException(node.GetType().Name),
    };

    /// <summary>Another turn of a loop or what follows it, as a pattern that unfolds later.</summary>
    internal Pattern Unfolded(EcmaLoop loop, EcmaContinuation next, EcmaContext context)
    {
        if (loop.Max == 0) return next.In(context);
        var key = new KeyHash(3200);
        key.Add(loop.Key);
        key.Add(next.Key);
        key.Add((context.AtStart ? 1L : 0) + (context.AfterWord ? 2 : 0) + (context.Moved ? 4 : 0));
        foreach (var behind in _behind[context.Behind]) key.Add(behind.Key);
        var isNullable = (loop.Min == 0 || IsEmptyMatch(loop.Body, context)) && next.EndsIn(context);
        return Arena.Recursive(key.Value, isNullable, isNullable ? 0 : 1, () => Loop(loop.Body, loop.Min, loop.Max, next, context));
    }

    /// <summary>A loop around assertions: leave it or take a turn.</summary>
    internal Pattern Loop(EcmaNode body, long min, long max, EcmaContinuation next, EcmaContext context)
    {
        var leave = min == 0 ? next.In(context) : Arena.Nothing;
        if (max == 0) return leave;
        var rest = (EcmaLoop)EcmaNode.Loop(body, Math.Max(0, min - 1), max == Pattern.Unbounded ? max : max - 1);
        var turn = Translate(body, new EcmaTurnEnd(this, rest, next, min > 0, context.Moved), context with { Moved = false });
        return Arena.Or(leave, turn);
    }

    private Pattern Assertion(EcmaAssertionKind kind, EcmaContinuation next, EcmaContext context)
    {
        switch (kind)
        {
            case EcmaAssertionKind.Start: return context.AtStart ? next.In(context) : Arena.Nothing;
            case EcmaAssertionKind.End: return next.EndsIn(context) ? Arena.Empty : Arena.Nothing;
        }

        var word = Arena.Concat(Arena.Chars(EcmaSets.Word), Arena.Anything);
        var wordFollows = (kind == EcmaAssertionKind.Boundary) != context.AfterWord;
        return Arena.And(wordFollows ? word : Arena.Or(Arena.Empty, Arena.Concat(Arena.Chars(EcmaSets.Word.Not()), Arena.Anything)), next.In(context));
    }
}
