namespace StructGen.Constraints.Patterns.Ecma;

/// <summary>What a place in a regular expression is followed by: after <c>a</c> in <c>ab|c</c> that is <c>b</c> and then anything.</summary>
/// <remarks>As a function of the context it becomes a pattern, remembered by context.</remarks>
internal abstract class EcmaContinuation(UInt128 key)
{
    private readonly Dictionary<EcmaContext, Pattern> _patterns = [];

    /// <summary>Structural hash.</summary>
    public UInt128 Key { get; } = key;

    /// <summary>The language of what follows.</summary>
    public Pattern In(EcmaContext context)
    {
        if (DeepStack.IsShort) return DeepStack.Continue(static at => at.Self.In(at.Context), (Self: this, Context: context));
        if (_patterns.TryGetValue(context, out var found)) return found;
        return _patterns[context] = Build(context);
    }

    /// <summary>Whether nothing at all may follow.</summary>
    public bool EndsIn(EcmaContext context)
        => DeepStack.IsShort ? DeepStack.Continue(static at => at.Self.EndsIn(at.Context), (Self: this, Context: context)) : MayEnd(context);

    protected abstract bool MayEnd(EcmaContext context);

    protected abstract Pattern Build(EcmaContext context);
}

/// <summary>The end of the regular expression.</summary>
internal sealed class EcmaEnd(Pattern rest) : EcmaContinuation(rest.Key)
{
    protected override bool MayEnd(EcmaContext context) => rest.IsNullable;

    protected override Pattern Build(EcmaContext context) => rest;
}

/// <summary>A node, then a continuation.</summary>
internal sealed class EcmaThen(EcmaTranslator translator, EcmaNode node, EcmaContinuation next) : EcmaContinuation(KeyOf(node, next))
{
    protected override bool MayEnd(EcmaContext context) => translator.IsEmptyMatch(node, context) && next.EndsIn(context);

    protected override Pattern Build(EcmaContext context) => translator.Translate(node, next, context);

    private static UInt128 KeyOf(EcmaNode node, EcmaContinuation next)
    {
        var key = new KeyHash(3100);
        key.Add(node.Key);
        key.Add(next.Key);
        return key.Value;
    }
}

/// <summary>The end of a turn of a loop around assertions: leave it or take another turn.</summary>
/// <param name="translator">Translates what follows.</param>
/// <param name="loop">The body with the turns still owed and allowed after this one.</param>
/// <param name="next">What follows the loop.</param>
/// <param name="owed">Whether this turn was owed, so that it may be empty.</param>
/// <param name="movedBefore">What the context knew before the turn.</param>
internal sealed class EcmaTurnEnd(EcmaTranslator translator, EcmaLoop loop, EcmaContinuation next, bool owed, bool movedBefore) : EcmaContinuation(KeyOf(loop, next, owed, movedBefore))
{
    protected override bool MayEnd(EcmaContext context) => (loop.Min == 0 || translator.IsEmptyMatch(loop.Body, context)) && next.EndsIn(context);

    protected override Pattern Build(EcmaContext context)
    {
        // An empty turn is worth taking only while turns are owed (ECMA-262 section 22.2.2.3.1); taken again and again at one place it pays all of them.
        if (!context.Moved) return owed ? translator.Loop(loop.Body, 0, loop.Max, next, context with { Moved = movedBefore }) : translator.Arena.Nothing;
        return translator.Unfolded(loop, next, context);
    }

    private static UInt128 KeyOf(EcmaLoop loop, EcmaContinuation next, bool owed, bool movedBefore)
    {
        var key = new KeyHash(3101 + (owed ? 1 : 0) + (movedBefore ? 2 : 0));
        key.Add(loop.Key);
        key.Add(next.Key);
        return key.Value;
    }
}
