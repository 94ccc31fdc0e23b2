using StructGen.Constraints.Layouts;
using StructGen.Constraints.Patterns;

namespace StructGen.Constraints.Algebra;

/// <summary>Moves objects on: which members may come next, what their values must satisfy, what is left afterwards.</summary>
internal sealed class ObjectResiduals(FormulaBuilder builder, TextForms forms)
{
    private readonly Dictionary<Key, ObjectResidual> _interned = [];
    private readonly Dictionary<(string, int), NameList> _names = [];

    private FormulaArena Arena => builder.Arena;

    /// <summary>Answers whether what is left can be finished; set by the machine's satisfiability.</summary>
    public required Finishing Finishing { get; init; }

    public ObjectResidual Start(ObjectShape shape)
        => Intern(shape, 0, new ulong[(shape.Names.Length - shape.Ordered + 63) >> 6], 0, shape.AllSome, new long[shape.Avoids.Length], null);

    /// <summary>Whether the object may be closed here.</summary>
    public static bool CanClose(ObjectResidual residual)
    {
        var shape = residual.Shape;
        if (residual.Pending != 0 || residual.Count < shape.Min || residual.Count > shape.Max || MissingRequired(residual) > 0) return false;
        for (var i = 0; i < shape.Avoids.Length; i++)
            if (!IsBrokenWhenClosed(residual, i)) return false;
        return true;
    }

    /// <summary>Number of required names that are not written yet.</summary>
    public static int MissingRequired(ObjectResidual residual)
    {
        var shape = residual.Shape;
        if (shape.RequiredCount == 0) return 0;
        var missing = 0;
        for (var name = residual.Next; name < shape.Names.Length; name++)
            if (shape.Required[name] && !residual.HasSeen(name)) missing++;
        return missing;
    }

    /// <summary>Whether a known name may come next as far as order and repetition are concerned.</summary>
    public static bool IsAhead(ObjectResidual residual, int name)
        => name >= residual.Next && !residual.HasSeen(name) && name <= LastAhead(residual);

    /// <summary>The last known name that order lets come next: no required one is passed over.</summary>
    private static int LastAhead(ObjectResidual residual)
    {
        var shape = residual.Shape;
        var last = residual.Next;
        while (last < shape.Ordered && !shape.Required[last]) last++;
        return last < shape.Ordered ? last : shape.Names.Length - 1;
    }

    /// <summary>Whether names without an order may come next: no required name of those before them is missing.</summary>
    public static bool MayPassOrdered(ObjectResidual residual)
        => residual.Shape.RequiredCount == 0 || !residual.Shape.Required.AsSpan(residual.Next, residual.Shape.Ordered - residual.Next).Contains(true);

    /// <summary>Whether enough members can follow for <c>minProperties</c>: closed sets of names run out.</summary>
    /// <param name="residual">What is left of the object.</param>
    /// <param name="unnamed">Members counted already whose names, in some class, are not recorded.</param>
    public static bool HasEnoughNames(ObjectResidual residual, int unnamed = 0)
    {
        var shape = residual.Shape;
        var lacking = shape.Min - residual.Count + unnamed;
        if (lacking <= 0) return true;
        lacking += residual.Others?.Length ?? 0;
        foreach (var other in shape.Others) lacking -= Math.Min(lacking, other.Count);
        for (var name = residual.Next; name < shape.Names.Length && lacking > 0; name++)
            if (!residual.HasSeen(name) && shape.Formulas[name].Kind != FormulaKind.False) lacking--;
        return lacking <= 0;
    }

    /// <summary>The ways to write a known name next; none where it may not come.</summary>
    public MemberChoice[] Choices(ObjectResidual residual, int name)
    {
        var known = residual.Choices ??= [];
        if (known.TryGetValue(name, out var choices)) return choices;
        choices = IsAhead(residual, name) ? Offered(RawChoices(residual, name)) : [];
        known[name] = choices;
        return choices;
    }

    /// <summary>Byte-order ranks of the known names that may come next, as a bit set.</summary>
    public ulong[] AllowedRanks(ObjectResidual residual)
    {
        if (residual.AllowedRanks is { } known) return known;
        var shape = residual.Shape;
        var ranks = new ulong[Math.Max(1, (shape.Names.Length + 63) >> 6)];
        if (IsUnconditional(shape)) return residual.AllowedRanks = SatisfiableRanks(residual, ranks);
        for (var (name, last) = (residual.Next, LastAhead(residual)); name <= last; name++)
        {
            if (!residual.HasSeen(name) && Choices(residual, name).Length > 0)
            {
                var rank = shape.Trie.RankOf[name];
                ranks[rank >> 6] |= 1UL << (rank & 63);
            }
        }

        return residual.AllowedRanks = ranks;
    }

    /// <summary>Whether every name that is ahead and has a possible value may come, whatever came before.</summary>
    private static bool IsUnconditional(ObjectShape shape)
        => shape.Avoids.Length == 0 && shape.Cube.Some.Count == 0 && shape.Min <= shape.RequiredCount && shape.Max >= shape.Names.Length && (shape.Max == FormulaArena.Unbounded || shape.Others.Length == 0);

    private ulong[] SatisfiableRanks(ObjectResidual residual, ulong[] ranks)
    {
        var shape = residual.Shape;
        for (var (name, last) = (residual.Next, LastAhead(residual)); name <= last; name++)
        {
            if (!residual.HasSeen(name) && Finishing.IsSatisfiable(shape.Formulas[name]))
            {
                var rank = shape.Trie.RankOf[name];
                ranks[rank >> 6] |= 1UL << (rank & 63);
            }
        }

        return ranks;
    }

    /// <summary>The classes of other names that may come next, each with the string automaton's state before the name.</summary>
    public OtherStart[] OtherNames(ObjectResidual residual)
    {
        if (residual.OtherNames is { } known) return known;
        var shape = residual.Shape;
        var starts = new List<OtherStart>();
        if (shape.Others.Length > 0 && MayPassOrdered(residual))
        {
            for (var i = 0; i < shape.Others.Length; i++)
                if (ChoicesOfClass(residual, i, null).Length > 0 && StartOf(residual, shape.Others[i].Names, i) is var start && (start.Start | start.Plain) != 0) starts.Add(start);
        }

        return residual.OtherNames = [.. starts];
    }

    /// <summary>Whether a name is known, or written already: another name must be none of those.</summary>
    public static bool IsTaken(ObjectResidual residual, string name)
        => residual.Shape.IndexOf.ContainsKey(name) || residual.Others?.Contains(name) == true;

    // Of all strings the few that are taken are left out by comparison when the name ends: the automaton stays the free string's,
    // whose masks are shared. Any other language loses them by subtraction, so that a prefix without another ending is dead at once.
    private OtherStart StartOf(ObjectResidual residual, Pattern names, int index)
    {
        if (!ReferenceEquals(names, Arena.Patterns.Anything)) names = Without(names, residual.Others);
        return new OtherStart(forms.QuotedName(names), forms.PlainName(names), index);
    }

    /// <summary>The first names of a class that are not written yet, short ones first.</summary>
    public IReadOnlyList<string> NamesLeft(ObjectResidual residual, OtherNames other, int limit) => Arena.Patterns.Enumerate(Without(other.Names, residual.Others), limit);

    private Pattern Without(Pattern names, NameList? written)
        => written is null ? names : Arena.Patterns.And(names, Arena.Patterns.Not(Arena.Patterns.Literals([.. NameList.All(written)])));

    /// <summary>The ways to write a member whose name is in a class; with no name, for asking whether there is one.</summary>
    public MemberChoice[] ChoicesOfClass(ObjectResidual residual, int index, string? name)
    {
        var raw = RawChoicesOfClass(residual, index, name);
        return Offered(name is null ? raw.Where(choice => HasEnoughNames(choice.After, unnamed: 1)) : raw);
    }

    /// <summary>As <see cref="Choices"/> before values and residuals that cannot be finished are left out.</summary>
    public IEnumerable<MemberChoice> RawChoices(ObjectResidual residual, int name)
    {
        var shape = residual.Shape;
        if (shape.Formulas[name] == Arena.False || residual.Count >= shape.Max) return [];
        var avoids = residual.Avoids;
        var rules = new AvoidRule[avoids.Length];
        for (var i = 0; i < avoids.Length; i++) rules[i] = shape.Avoids[i].Rules[name];
        if (avoids.Length > 0) avoids = BreakSkipped(residual, name);
        var seen = residual.Seen;
        var free = name - shape.Ordered;
        if (free >= 0)
        {
            seen = [.. seen];
            seen[free >> 6] |= 1UL << (free & 63);
        }

        return Combine(residual, shape.Formulas[name], shape.SomeOf[name], rules, avoids, free >= 0 ? shape.Ordered : name + 1, seen, residual.Others);
    }

    /// <summary>As <see cref="ChoicesOfClass"/> before values and residuals that cannot be finished are left out.</summary>
    public IEnumerable<MemberChoice> RawChoicesOfClass(ObjectResidual residual, int index, string? name)
    {
        var shape = residual.Shape;
        var other = shape.Others[index];
        if (residual.Count >= shape.Max) return [];
        var avoids = residual.Avoids;
        if (avoids.Length > 0) avoids = BreakSkipped(residual, shape.Ordered);
        var others = name is null ? residual.Others : Add(residual.Others, name);
        return Combine(residual, other.Formula, other.Some, other.Rules, avoids, shape.Ordered, residual.Seen, others);
    }

    /// <summary>Each open obligation that speaks of the member is met by its value or left open: all combinations.</summary>
    private List<MemberChoice> Combine(ObjectResidual from, Formula value, ulong some, AvoidRule[] rules, long[] avoids, int next, ulong[] seen, NameList? others)
    {
        var shape = from.Shape;
        var partial = new List<(Formula Value, ulong Pending, long[] Avoids)> { (value, from.Pending, avoids) };
        for (var i = 0; i < shape.Cube.Some.Count; i++)
        {
            var bit = 1UL << i;
            if ((some & from.Pending & bit) == 0) continue;
            var wanted = shape.Cube.Some[i].Formula;
            partial = Fork(partial, one => wanted == Arena.True
                ? [(one.Value, one.Pending & ~bit, one.Avoids)]
                : Meet(one, wanted, bit));
        }

        // Conjunctions that hold the member to the same are broken together.
        for (var i = 0; i < rules.Length; i++)
        {
            var held = rules[i].Formula;
            if (avoids[i] == ObjectResidual.Broken || held == Arena.True || Array.FindIndex(rules, rule => rule.Formula == held) is var first && first < i && avoids[first] != ObjectResidual.Broken) continue;
            partial = Fork(partial, one => Decide(one, rules, held));
        }

        for (var i = 0; i < rules.Length; i++)
        {
            if (avoids[i] == ObjectResidual.Broken) continue;
            var (index, rule) = (i, rules[i]);
            for (var existential = 0; existential < shape.Avoids[i].Cube.Some.Count; existential++)
            {
                var bit = 1L << existential;
                if ((rule.Some & (ulong)bit) == 0) continue;
                var wanted = shape.Avoids[i].Cube.Some[existential].Formula;
                partial = Fork(partial, one => one.Avoids[index] == ObjectResidual.Broken || (one.Avoids[index] & bit) != 0
                    ? [one]
                    : [(Arena.And(one.Value, wanted), one.Pending, With(one.Avoids, index, one.Avoids[index] | bit)), (Arena.And(one.Value, Arena.Not(wanted)), one.Pending, one.Avoids)]);
            }
        }

        var count = Math.Min(from.Count + 1, shape.CountCap);
        return [.. partial.Where(one => one.Value != Arena.False).Select(one => new MemberChoice(one.Value, Intern(shape, next, seen, count, one.Pending, one.Avoids, others))).Distinct()];
    }

    /// <summary>The member breaks the avoided conjunctions that hold it to a formula, or need not: where its value leaves no choice there is only one way.</summary>
    private (Formula, ulong, long[])[] Decide((Formula Value, ulong Pending, long[] Avoids) one, AvoidRule[] rules, Formula held)
    {
        var (breaking, others) = builder.Scalars.Divide(one.Value, held);
        if (breaking is null) return [one];
        var avoids = one.Avoids;
        for (var i = 0; i < rules.Length; i++)
            if (rules[i].Formula == held) avoids = With(avoids, i, ObjectResidual.Broken);
        return others is null ? [(breaking, one.Pending, avoids)] : [(breaking, one.Pending, avoids), (others, one.Pending, one.Avoids)];
    }

    /// <summary>The member meets an open obligation, or need not.</summary>
    private (Formula, ulong, long[])[] Meet((Formula Value, ulong Pending, long[] Avoids) one, Formula wanted, ulong bit)
    {
        var (meeting, others) = builder.Scalars.Divide(one.Value, Arena.Not(wanted));
        if (meeting is null) return [one];
        var met = (meeting, one.Pending & ~bit, one.Avoids);
        return others is null ? [met] : [met, (others, one.Pending, one.Avoids)];
    }

    private MemberChoice[] Offered(IEnumerable<MemberChoice> choices)
        => [.. choices.Where(choice => Finishing.IsSatisfiable(choice.Value) && Finishing.CanFinish(choice.After))];

    private static List<(Formula, ulong, long[])> Fork(List<(Formula Value, ulong Pending, long[] Avoids)> partial, Func<(Formula Value, ulong Pending, long[] Avoids), (Formula, ulong, long[])[]> ways)
        => [.. partial.SelectMany(ways)];

    private static long[] With(long[] states, int index, long state)
    {
        if (states[index] == state) return states;
        var copy = (long[])states.Clone();
        copy[index] = state;
        return copy;
    }

    /// <summary>An avoided conjunction that requires an ordered name which is passed over cannot hold any more.</summary>
    private static long[] BreakSkipped(ObjectResidual residual, int name)
    {
        var states = residual.Avoids;
        name = Math.Min(name, residual.Shape.Ordered);
        if (name <= residual.Next) return states;
        for (var i = 0; i < states.Length; i++)
        {
            if (states[i] != ObjectResidual.Broken && Array.Exists(residual.Shape.Avoids[i].Required, required => required >= residual.Next && required < name))
                states = With(states, i, ObjectResidual.Broken);
        }

        return states;
    }

    /// <summary>Whether an avoided conjunction is broken, or would be if the object were closed here.</summary>
    public static bool IsBrokenWhenClosed(ObjectResidual residual, int index)
    {
        if (residual.Avoids[index] == ObjectResidual.Broken) return true;
        var avoid = residual.Shape.Avoids[index];
        if (residual.Count < avoid.Cube.Min || residual.Count > avoid.Cube.Max) return true;
        if (residual.Avoids[index] != (avoid.Cube.Some.Count == 64 ? -1L : (1L << avoid.Cube.Some.Count) - 1)) return true;
        return Array.Exists(avoid.Required, name => name >= residual.Next && !residual.HasSeen(name));
    }

    private NameList Add(NameList? list, string name)
    {
        var key = (name, list?.Id ?? 0);
        if (!_names.TryGetValue(key, out var known)) _names[key] = known = new NameList(name, list, _names.Count + 1);
        return known;
    }

    private ObjectResidual Intern(ObjectShape shape, int next, ulong[] seen, long count, ulong pending, long[] avoids, NameList? others)
    {
        var key = new Key(shape, next, seen, count, pending, avoids, others);
        if (_interned.TryGetValue(key, out var known)) return known;
        Arena.Patterns.Work.Step();
        var residual = new ObjectResidual { Id = _interned.Count, Shape = shape, Next = next, Seen = seen, Count = count, Pending = pending, Avoids = avoids, Others = others };
        _interned.Add(key, residual);
        return residual;
    }

    private readonly record struct Key(ObjectShape Shape, int Next, ulong[] Seen, long Count, ulong Pending, long[] Avoids, NameList? Others)
    {
        public bool Equals(Key other)
            => ReferenceEquals(Shape, other.Shape) && Next == other.Next && Count == other.Count && Pending == other.Pending && ReferenceEquals(Others, other.Others)
                && Seen.AsSpan().SequenceEqual(other.Seen) && Avoids.AsSpan().SequenceEqual(other.Avoids);

        public override int GetHashCode()
        {
            var hash = new HashCode();
            hash.Add(Shape.Id);
            hash.Add(Next);
            hash.Add(Count);
            hash.Add(Pending);
            hash.Add(Others?.Id ?? 0);
            foreach (var word in Seen) hash.Add(word);
            foreach (var state in Avoids) hash.Add(state);
            return hash.ToHashCode();
        }
    }
}
