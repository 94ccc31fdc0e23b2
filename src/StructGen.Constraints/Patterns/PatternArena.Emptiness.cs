namespace StructGen.Constraints.Patterns;

/// <content>Whether a language is empty, and the fewest bytes to a string of it.</content>
internal sealed partial class PatternArena
{
    /// <summary>One question of emptiness may look at so many derivatives.</summary>
    private const int SearchLimit = 100_000;

    /// <summary>The search for the cheapest string gives up after so many derivatives and answers with a lower bound.</summary>
    private const int CheapestLimit = 3_000;

    /// <summary>Whether no string is in the language.</summary>
    public bool IsEmpty(Pattern pattern) => Decide(pattern) ?? Explore(pattern);

    /// <summary>Fewest bytes of a string of the language as the content of a JSON string, escapes counted.</summary>
    /// <remarks>Exact unless intersections and complements keep the cheapest string out of sight for long; then a lower bound.</remarks>
    public long FewestBytes(Pattern pattern)
    {
        if (pattern.FewestBytes < 0) pattern.FewestBytes = AtLeastBytes(pattern, out var exact) is var bound && exact ? bound : Cheapest(pattern);
        return pattern.FewestBytes;
    }

    /// <summary>Emptiness where it can be told without a search.</summary>
    private bool? Decide(Pattern pattern)
    {
        if (pattern.Emptiness is { } known) return known;
        if (pattern.IsPlain || pattern.IsNullable) return Remember(pattern, false);
        if (DeepStack.IsShort) return DeepStack.Continue(static at => at.Self.Decide(at.Pattern), (Self: this, Pattern: pattern), Work.Place);
        switch (pattern.Kind)
        {
            case PatternKind.Concat:
                // The first part is asked in full: derivatives would drag the second one along, which may lead back here.
                if (!pattern.Parts[0].IsPlain && IsEmpty(pattern.Parts[0])) return Remember(pattern, true);
                return Decide(pattern.Parts[1]) is { } second ? Remember(pattern, second) : null;
            case PatternKind.Repeat:
                return Remember(pattern, IsEmpty(pattern.Parts[0]));
            case PatternKind.Or:
                if (pattern.Parts.Any(part => Decide(part) == false)) return Remember(pattern, false);
                return pattern.Parts.All(part => Decide(part) == true) ? Remember(pattern, true) : null;
            case PatternKind.Not:
                return pattern.Parts[0].MaxLength < Pattern.Unbounded ? Remember(pattern, false) : null;
            case PatternKind.And:
                return DecideAnd(pattern);
            default:
                return null;
        }
    }

    private static bool? DecideAnd(Pattern pattern)
    {
        Pattern? positive = null;
        Pattern? length = null;
        long excluded = -1;
        foreach (var part in pattern.Parts)
        {
            if (part.Kind == PatternKind.Not && part.Parts[0].MaxLength < Pattern.Unbounded) excluded = Math.Max(excluded, part.Parts[0].MaxLength);
            else if (part.IsLength) length = part;
            else if (positive is null && part.IsPlain) positive = part;
            else return null;
        }

        // Some string is longer than everything that is excluded: no search.
        var (min, max) = length is null ? (0, Pattern.Unbounded) : (length.Min, length.Max);
        if (excluded >= 0) min = Math.Max(min, excluded + 1);
        if (positive is null) return min <= max ? Remember(pattern, false) : null;
        if (!positive.IsContiguous && (min > positive.MinLength || excluded >= 0) && max < positive.MaxLength) return null;
        if (Math.Max(min, positive.MinLength) <= Math.Min(max, positive.MaxLength)) return Remember(pattern, false);
        return excluded < 0 ? Remember(pattern, true) : null;
    }

    private static bool Remember(Pattern pattern, bool isEmpty)
    {
        pattern.Emptiness = isEmpty;
        return isEmpty;
    }

    /// <summary>Depth first through the derivatives, the most promising first; a string found marks its whole way as not empty, an end of the search everything seen as empty.</summary>
    private bool Explore(Pattern root)
    {
        var cameFrom = new Dictionary<Pattern, Pattern> { [root] = root };
        var stack = new Stack<Pattern>();
        stack.Push(root);
        var next = new List<Pattern>();
        while (stack.TryPop(out var pattern))
        {
            next.Clear();
            if (pattern.Kind == PatternKind.Or) next.AddRange(pattern.Parts);
            else if (pattern.Kind == PatternKind.Concat) next.Add(pattern.Parts[1]);
            else next.AddRange(Derive(pattern).Targets);
            next.Sort(static (a, b) => b.MinLength.CompareTo(a.MinLength));
            foreach (var target in next)
            {
                if (target == Nothing || !cameFrom.TryAdd(target, pattern)) continue;
                if (cameFrom.Count > SearchLimit) throw Limit("whether some string satisfies all patterns and lengths of the schema at one place is too hard to decide; simplify the patterns");
                switch (Decide(target))
                {
                    case false:
                        for (var at = target; ; at = cameFrom[at])
                        {
                            at.Emptiness = false;
                            if (at == root) return false;
                        }

                    case null:
                        stack.Push(target);
                        break;
                }
            }
        }

        foreach (var seen in cameFrom.Keys) seen.Emptiness = true;
        return true;
    }

    /// <summary>A lower bound of the fewest bytes from the structure, exact for plain patterns and for a length joined with a thin one.</summary>
    private static long AtLeastBytes(Pattern pattern, out bool exact)
    {
        exact = true;
        if (pattern.FewestBytes >= 0) return pattern.FewestBytes;
        if (pattern.IsNullable) return 0;
        if (pattern.IsThin) return pattern.MinLength;
        if (DeepStack.IsShort)
        {
            (var bytes, exact) = DeepStack.Continue(static at => (AtLeastBytes(at, out var isExact), isExact), pattern);
            return bytes;
        }

        switch (pattern.Kind)
        {
            case PatternKind.Chars: return JsonCost.Fewest(pattern.Set);
            case PatternKind.Literals: return FewestBytesOfRows(pattern.Table!.Rows.AsSpan(pattern.FirstRow..pattern.EndRow), pattern.Column);
            case PatternKind.Concat:
                var first = AtLeastBytes(pattern.Parts[0], out var firstExact);
                var second = AtLeastBytes(pattern.Parts[1], out exact);
                exact &= firstExact;
                if (exact) pattern.FewestBytes = Plus(first, second);
                return Plus(first, second);
            case PatternKind.Repeat:
                return Times(pattern.Min, AtLeastBytes(pattern.Parts[0], out exact));
            case PatternKind.Or:
                // Exact when the least is: parts that are at least as dear do not matter.
                long least = Pattern.Unbounded, leastExact = Pattern.Unbounded;
                foreach (var part in pattern.Parts)
                {
                    var ofPart = AtLeastBytes(part, out var partExact);
                    least = Math.Min(least, ofPart);
                    if (partExact) leastExact = Math.Min(leastExact, ofPart);
                }

                exact = leastExact == least;
                return least;
            case PatternKind.And:
                exact = false;
                if (pattern.Parts.Length == 2)
                {
                    var (length, other) = pattern.Parts[0].IsLength ? (pattern.Parts[0], pattern.Parts[1]) : (pattern.Parts[1], pattern.Parts[0]);
                    exact = length.IsLength && other.IsThin && other.IsContiguous;
                    if (exact) return Math.Max(length.Min, other.MinLength);
                }

                long most = pattern.MinLength;
                foreach (var part in pattern.Parts) most = Math.Max(most, AtLeastBytes(part, out _));
                return most;
            case PatternKind.Nothing: return Pattern.Unbounded;
            default:
                exact = false;
                return pattern.MinLength;
        }
    }

    private static long FewestBytesOfRows(ReadOnlySpan<string> rows, int column)
    {
        long least = Pattern.Unbounded;
        foreach (var row in rows)
        {
            long cost = 0;
            foreach (var rune in row.AsSpan(column).EnumerateRunes()) cost += JsonCost.Of(rune.Value);
            least = Math.Min(least, cost);
        }

        return least;
    }

    /// <summary>A* through the derivatives with <see cref="AtLeastBytes"/> as the estimate.</summary>
    private long Cheapest(Pattern root)
    {
        var best = new Dictionary<Pattern, (long Cost, Pattern From)> { [root] = (0, root) };
        var queue = new PriorityQueue<Pattern, long>();
        queue.Enqueue(root, AtLeastBytes(root, out _));
        var closed = new HashSet<Pattern>();
        while (queue.TryDequeue(out var pattern, out var estimate))
        {
            if (!closed.Add(pattern)) continue;
            var cost = best[pattern].Cost;
            var rest = AtLeastBytes(pattern, out var exact);
            if (exact)
            {
                // Every pattern on the cheapest way has its own cheapest way along it.
                for (var at = pattern; at != root; at = best[at].From) at.FewestBytes = rest + cost - best[at].Cost;
                return cost + rest;
            }

            if (closed.Count > CheapestLimit) return estimate;
            var derivative = Derive(pattern);
            Span<int> cheapest = new int[derivative.Targets.Length];
            CheapestCharacters(derivative.Partition, cheapest);
            for (var number = 0; number < derivative.Targets.Length; number++)
            {
                var target = derivative.Targets[number];
                if (target == Nothing || cheapest[number] == 0) continue;
                var total = cost + cheapest[number];
                if (best.TryGetValue(target, out var known) && known.Cost <= total) continue;
                if (Decide(target) == true) continue;
                best[target] = (total, pattern);
                queue.Enqueue(target, Plus(total, AtLeastBytes(target, out _)));
            }
        }

        return Pattern.Unbounded;
    }

    private static void CheapestCharacters(CharPartition partition, Span<int> cheapest)
    {
        for (var run = 0; run < partition.Starts.Length; run++)
        {
            var set = CharSet.Range(partition.Starts[run], (run + 1 < partition.Starts.Length ? partition.Starts[run + 1] : CharSet.Limit) - 1);
            if (set.IsEmpty) continue;
            ref var least = ref cheapest[partition.Classes[run]];
            if (least != 1) least = least == 0 ? JsonCost.Fewest(set) : Math.Min(least, JsonCost.Fewest(set));
        }
    }
}
