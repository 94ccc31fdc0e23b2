namespace StructGen.Constraints.Patterns.Ecma;

/// <content>Nodes without assertions, and contexts.</content>
internal sealed partial class EcmaTranslator
{
    /// <summary>A node without assertions as a plain pattern before what follows; null where the context makes a difference within.</summary>
    private Pattern? TranslatePure(EcmaNode node, EcmaContinuation next, EcmaContext context)
    {
        var pattern = PatternOf(node);
        if (pattern == Arena.Empty) return next.In(context);
        if (_behind[context.Behind].Length > 0) return null;
        var after = next.In(new EcmaContext(false, false, true, context.Behind));
        if (_asksWord)
        {
            if (node is not EcmaLoop) return null;
            var afterWord = next.In(new EcmaContext(false, true, true, context.Behind));
            if (afterWord != after) return AfterEither(pattern, afterWord, after, pattern.IsNullable ? next.In(context) : Arena.Nothing);
        }

        if (!pattern.IsNullable) return Arena.Concat(pattern, after);
        var unmoved = next.In(context);
        return unmoved == after ? Arena.Concat(pattern, after) : Arena.Or(unmoved, Arena.Concat(Arena.And(pattern, Arena.Length(1, null)), after));
    }

    /// <summary>A loop split by the kind of its last character, where what follows asks for it.</summary>
    private Pattern AfterEither(Pattern pattern, Pattern afterWord, Pattern afterOther, Pattern unmoved)
    {
        if (pattern.IsRun)
        {
            var set = pattern.Parts[0].Set;
            var before = Arena.Repeat(pattern.Parts[0], Math.Max(0, pattern.Min - 1), pattern.Max == Pattern.Unbounded ? null : pattern.Max - 1);
            var last = Arena.Or(Arena.Concat(Arena.Chars(set.And(EcmaSets.Word)), afterWord), Arena.Concat(Arena.Chars(set.Except(EcmaSets.Word)), afterOther));
            return Arena.Or(unmoved, Arena.Concat(before, last));
        }

        return Arena.Or(
        [
            unmoved,
            Arena.Concat(Arena.And(pattern, Arena.Concat(Arena.Anything, Arena.Chars(EcmaSets.Word))), afterWord),
            Arena.Concat(Arena.And(pattern, Arena.Concat(Arena.Anything, Arena.Chars(EcmaSets.Word.Not()))), afterOther),
        ]);
    }

    private Pattern OneOf(CharSet set, EcmaContinuation next, EcmaContext context)
    {
        var ways = new List<Pattern>();
        foreach (var (part, after) in Advance(set, context)) ways.Add(Arena.Concat(Arena.Chars(part), next.In(after)));
        return Arena.Or([.. ways]);
    }

    /// <summary>The contexts after a character of a set, each with the characters that lead there.</summary>
    private IEnumerable<(CharSet Part, EcmaContext After)> Advance(CharSet set, EcmaContext context)
    {
        var parts = new List<(CharSet Set, bool AfterWord)> { (set, false) };
        if (_asksWord) parts = [(set.And(EcmaSets.Word), true), (set.Except(EcmaSets.Word), false)];
        foreach (var (part, afterWord) in parts)
        {
            if (part.IsEmpty) continue;
            foreach (var (piece, behind) in Follow(part, context.Behind)) yield return (piece, new EcmaContext(false, afterWord, true, behind));
        }
    }

    private List<(CharSet Piece, int Behind)> Follow(CharSet set, int behind)
    {
        var pieces = new List<(CharSet Set, Pattern[] Targets)> { (set, []) };
        foreach (var pattern in _behind[behind])
        {
            var split = new List<(CharSet, Pattern[])>();
            foreach (var (piece, rest) in pieces)
            {
                foreach (var (members, target) in Arena.Branches(pattern))
                {
                    if (piece.And(members) is { IsEmpty: false } common) split.Add((common, [.. rest, target]));
                }
            }

            pieces = split;
        }

        return pieces.ConvertAll(piece => (piece.Set, NumberOf(piece.Targets)));
    }

    private int NumberOf(Pattern[] behind)
    {
        var key = new KeyHash(3300);
        foreach (var pattern in behind) key.Add(pattern.Key);
        if (_behindNumbers.TryGetValue(key.Value, out var number)) return number;
        _behind.Add(behind);
        return _behindNumbers[key.Value] = _behind.Count - 1;
    }

    private Pattern PatternOf(EcmaNode node)
    {
        if (_pure.TryGetValue(node, out var found)) return found;
        return _pure[node] = node switch
        {
            EcmaChars chars => Arena.Chars(chars.Set),
            EcmaSequence sequence => sequence.Parts.Reverse().Aggregate(Arena.Empty, (after, part) => Arena.Concat(PatternOf(part), after)),
            EcmaAlternation alternation => Arena.Or(alternation.Parts.Select(PatternOf).ToArray()),
            EcmaLoop loop => Arena.Repeat(PatternOf(loop.Body), loop.Min, loop.Max == Pattern.Unbounded ? null : loop.Max),
            _ => throw new InvalidOperationException(node.GetType().Name),
        };
    }

    /// <summary>Finds out which contexts the pattern asks for.</summary>
    private void Survey(EcmaNode node, bool insideBehind, ref bool asksStart, ref bool asksWord, List<Pattern> behind)
    {
        if (node.IsPure) return;
        switch (node)
        {
            case EcmaSequence sequence:
                foreach (var part in sequence.Parts) Survey(part, insideBehind, ref asksStart, ref asksWord, behind);
                break;
            case EcmaAlternation alternation:
                foreach (var part in alternation.Parts) Survey(part, insideBehind, ref asksStart, ref asksWord, behind);
                break;
            case EcmaLoop loop:
                Survey(loop.Body, insideBehind, ref asksStart, ref asksWord, behind);
                break;
            case EcmaAssertion { Kind: EcmaAssertionKind.Start }:
                asksStart = true;
                break;
            case EcmaAssertion { Kind: EcmaAssertionKind.Boundary or EcmaAssertionKind.NotBoundary }:
                asksWord = true;
                break;
            case EcmaLook { Behind: false } look:
                Survey(look.Body, insideBehind, ref asksStart, ref asksWord, behind);
                break;
            case EcmaLook look:
                if (AsksAhead(look.Body)) throw new PatternException(_text, 0, "a lookbehind that itself looks ahead ('$', '\\b', '(?=' within '(?<=') cannot be enforced; move the condition out of it", false);
                _lookbehinds[look] = behind.Count;
                behind.Add(new EcmaTranslator(Arena, _text, look.Body).Embed(look.Body, new EcmaEnd(Arena.Empty)));
                break;
        }
    }

    private static bool AsksAhead(EcmaNode node) => node switch
    {
        EcmaSequence sequence => sequence.Parts.Any(AsksAhead),
        EcmaAlternation alternation => alternation.Parts.Any(AsksAhead),
        EcmaLoop loop => AsksAhead(loop.Body),
        EcmaAssertion assertion => assertion.Kind != EcmaAssertionKind.Start,
        EcmaLook look => !look.Behind || AsksAhead(look.Body),
        _ => false,
    };
}
