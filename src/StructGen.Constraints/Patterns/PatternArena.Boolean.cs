namespace StructGen.Constraints.Patterns;

/// <content>Union, intersection, complement.</content>
internal sealed partial class PatternArena
{
    /// <summary>Up to so many alternatives are compared pairwise for one that holds another; beyond, the square would cost more than it saves.</summary>
    private const int PairwiseLimit = 48;

    /// <summary>Up to so many strings of a finite set are tried one by one against the rest of an intersection.</summary>
    private const int FilterLimit = 2_000;

    /// <summary>Up to so many rows of a set of strings are copied to join two sets.</summary>
    private const int JoinLimit = 4_096;

    public Pattern Or(Pattern first, Pattern second) => Or([first, second]);

    public Pattern And(Pattern first, Pattern second) => And([first, second]);

    /// <summary>Strings in any of the parts.</summary>
    public Pattern Or(ReadOnlySpan<Pattern> parts)
    {
        var list = new List<Pattern>(parts.Length);
        foreach (var part in parts)
        {
            if (part == Anything) return Anything;
            if (part.Kind == PatternKind.Or) list.AddRange(part.Parts);
            else if (part != Nothing) list.Add(part);
        }

        if (list.Count == 0) return Nothing;
        if (list.Count == 1) return list[0];
        MergeAlternatives(list);
        if (list.Count > 1 && list.Any(part => part != Empty && part.IsNullable)) list.Remove(Empty);
        if (list.Contains(Anything)) return Anything;
        if (list.Count == 1) return list[0];
        if (list.Count == 2 && list.Contains(Empty)) return Repeat(list[0] == Empty ? list[1] : list[0], 0, 1);
        if (HasComplementPair(list)) return Anything;
        return Compound(PatternKind.Or, list);
    }

    /// <summary>Strings in each of the parts.</summary>
    public Pattern And(ReadOnlySpan<Pattern> parts)
    {
        var list = new List<Pattern>(parts.Length);
        long min = 0, max = Pattern.Unbounded;
        CharSet? run = null;
        CharSet? one = null;
        foreach (var part in parts)
        {
            if (part.Kind == PatternKind.And)
            {
                foreach (var inner in part.Parts) Take(inner);
            }
            else
            {
                Take(part);
            }
        }

        void Take(Pattern part)
        {
            if (part.IsRun)
            {
                (min, max) = (Math.Max(min, part.Min), Math.Min(max, part.Max));
                run = run is null ? part.Parts[0].Set : run.And(part.Parts[0].Set);
            }
            else if (part.Kind == PatternKind.Chars)
            {
                one = one is null ? part.Set : one.And(part.Set);
            }
            else
            {
                list.Add(part);
            }
        }

        if (list.Contains(Nothing)) return Nothing;
        if (list.Contains(Empty)) return (run is null || min == 0) && one is null && list.All(part => part.IsNullable) ? Empty : Nothing;
        if (one is not null)
        {
            if (run is not null) one = min <= 1 && max >= 1 ? one.And(run) : CharSet.None;
            foreach (var part in list) one = one.And(FirstCharsThatEnd(part));
            return Chars(one);
        }

        list.Sort(static (a, b) => a.Key.CompareTo(b.Key));
        Deduplicate(list);
        foreach (var part in list) (min, max) = (Math.Max(min, part.MinLength), Math.Min(max, part.MaxLength));
        if (min > max) return Nothing;
        if (run is not null)
        {
            if (list.Count == 0) return Repeat(Chars(run), min, max);
            // A bound that another part keeps anyway is dropped, so that equal languages look equal.
            if (list.Any(part => part.MinLength >= min)) min = 0;
            if (list.Any(part => part.MaxLength <= max)) max = Pattern.Unbounded;
            var length = Repeat(Chars(run), min, max);
            if (length == Nothing) return Nothing;
            if (length == Empty) return list.All(part => part.IsNullable) ? Empty : Nothing;
            if (length != Anything) list.Add(length);
            list.Sort(static (a, b) => a.Key.CompareTo(b.Key));
        }

        if (list.Count == 0) return Anything;
        if (list.Count == 1) return list[0];
        if (FilterFinite(list) is { } filtered) return filtered;
        Absorb(list, static (arena, candidate, other) => arena.Includes(candidate, other, 3));
        if (list.Count == 1) return list[0];
        return HasComplementPair(list) ? Nothing : Compound(PatternKind.And, list);
    }

    /// <summary>Strings not in the part.</summary>
    public Pattern Not(Pattern part)
    {
        if (DeepStack.IsShort) return DeepStack.Continue(static at => at.Self.Not(at.Part), (Self: this, Part: part), Work.Place);
        switch (part.Kind)
        {
            case PatternKind.Nothing: return Anything;
            case PatternKind.Not: return part.Parts[0];
            case PatternKind.Or: return And(part.Parts.Select(Not).ToArray());
            case PatternKind.And: return Or(part.Parts.Select(Not).ToArray());
            case PatternKind.Empty: return Length(1, null);
        }

        if (part.IsLength)
        {
            var shorter = part.Min == 0 ? Nothing : Length(0, part.Min - 1);
            var longer = part.Max == Pattern.Unbounded ? Nothing : Length(part.Max + 1, null);
            return Or(shorter, longer);
        }

        if (part == AnyChar) return Or(Empty, Length(2, null));
        var hash = new KeyHash((int)PatternKind.Not);
        hash.Add(part.Key);
        return Intern(hash.Value, (id, key) => new Pattern(id, PatternKind.Not, key)
        {
            Parts = [part],
            IsNullable = !part.IsNullable,
            MinLength = part.IsNullable ? 1 : 0,
            Residue = Pattern.Unbounded,
        });
    }

    private Pattern Compound(PatternKind kind, List<Pattern> list)
    {
        if (list.Count > _limits.Alternatives) throw Limit($"a pattern splits into more than {_limits.Alternatives} alternatives; nested repetitions of parts that may be empty do so, write them as one repetition, or raise Alternatives");
        list.Sort(static (a, b) => a.Key.CompareTo(b.Key));
        var hash = new KeyHash((int)kind);
        foreach (var part in list) hash.Add(part.Key);
        return Intern(hash.Value, (id, key) => kind == PatternKind.Or
            ? new Pattern(id, kind, key)
            {
                Parts = [.. list],
                IsNullable = list.Any(part => part.IsNullable),
                MinLength = list.Min(part => part.MinLength),
                MaxLength = list.Max(part => part.MaxLength),
                IsPlain = list.All(part => part.IsPlain),
                IsContiguous = list.All(part => part.IsContiguous) && AreLengthsJoined(list),
                IsThin = list.All(part => part.IsThin),
                Residue = list.Max(part => part.Residue),
                IsCounted = list.Any(part => part.IsCounted),
            }
            : new Pattern(id, kind, key)
            {
                Parts = [.. list],
                IsNullable = list.All(part => part.IsNullable),
                MinLength = list.Max(part => part.MinLength),
                MaxLength = list.Min(part => part.MaxLength),
                Residue = Pattern.Unbounded,
            });
    }

    /// <summary>Merges character sets, sets of strings and repetitions, drops what another alternative holds.</summary>
    private void MergeAlternatives(List<Pattern> list)
    {
        CharSet? set = null;
        var strings = new List<string>();
        var sources = new List<Pattern>();
        for (var i = list.Count - 1; i >= 0; i--)
        {
            var part = list[i];
            if (part.Kind == PatternKind.Chars) set = set is null ? part.Set : set.Or(part.Set);
            else if (Strings(part, JoinLimit - strings.Count) is { } some) { strings.AddRange(some); sources.Add(part); }
            else continue;
            list.RemoveAt(i);
        }

        if (set is { Count: <= 16 } && sources.Count > 0)
        {
            // A few single characters are strings like the others, so that {a, bc} is one set however it was put together.
            strings.AddRange(MembersOf(set));
            sources.Add(Nothing);
            set = null;
        }

        if (set is not null) list.Add(Chars(set));
        if (sources.Count > 0) list.Add(sources.Count == 1 ? sources[0] : Literals(strings));
        list.Sort(static (a, b) => a.Key.CompareTo(b.Key));
        Deduplicate(list);
        if (list.Count is 1 or > PairwiseLimit) return;
        for (var i = 0; i < list.Count; i++)
        {
            for (var j = i + 1; j < list.Count; j++)
            {
                if (Joined(list[i], list[j]) is not { } joined) continue;
                list.RemoveAt(j);
                list.RemoveAt(i);
                if (!list.Contains(joined)) list.Add(joined);
                i = -1;
                break;
            }
        }

        Absorb(list, static (arena, candidate, other) => arena.Includes(other, candidate, 3));
    }

    /// <summary>One pattern for two alternatives that differ in a counter only: <c>a{1,3}x | a{2,5}x</c> is <c>a{1,5}x</c>.</summary>
    private Pattern? Joined(Pattern left, Pattern right)
    {
        if (DeepStack.IsShort) return DeepStack.Continue(static at => at.Self.Joined(at.Left, at.Right), (Self: this, Left: left, Right: right), Work.Place);
        if (left == Empty && right is { Kind: PatternKind.Repeat, Min: 1 }) return Repeat(right.Parts[0], 0, right.Max);
        if (right == Empty) return left == Empty ? null : Joined(right, left);
        if (left.Kind == PatternKind.Concat && right.Kind == PatternKind.Concat && left.Parts[1] == right.Parts[1])
        {
            return Joined(left.Parts[0], right.Parts[0]) is { } head ? Concat(head, left.Parts[1]) : null;
        }

        if (left.Kind != PatternKind.Repeat && right.Kind != PatternKind.Repeat) return null;
        var (x, a, b) = AsRepeat(left);
        var (y, c, d) = AsRepeat(right);
        if (x == right) (y, c, d) = (right, 1, 1);
        if (y == left) (x, a, b) = (left, 1, 1);
        return x == y && a <= Plus(d, 1) && c <= Plus(b, 1) ? Repeat(x, Math.Min(a, c), Math.Max(b, d)) : null;
    }

    /// <summary>Whether a cheap look at the structure shows that every string of the small one is in the big one.</summary>
    private bool Includes(Pattern big, Pattern small, int depth)
    {
        if (big == small || big == Anything || small == Nothing) return true;
        if (small == Empty) return big.IsNullable;
        if ((small.IsNullable && !big.IsNullable) || depth == 0) return false;
        if (big.IsLength) return small.MinLength >= big.Min && small.MaxLength <= big.Max;
        if (small.Kind == PatternKind.And && IncludesAny(big, small.Parts, depth - 1)) return true;
        if (small.MinLength < big.MinLength && small.IsPlain) return false;
        switch (big.Kind)
        {
            case PatternKind.Chars: return small.Kind == PatternKind.Chars && small.Set.IsSubsetOf(big.Set);
            case PatternKind.Or: return AnyIncludes(big.Parts, small, depth - 1);
            case PatternKind.And: return AllInclude(big.Parts, small, depth - 1);
            case PatternKind.Not: return small.Kind == PatternKind.Not && Includes(small.Parts[0], big.Parts[0], depth - 1);
            case PatternKind.Repeat:
                var (part, min, max) = AsRepeat(small);
                if (min >= big.Min && max <= big.Max && Includes(big.Parts[0], part, depth - 1)) return true;
                return big.IsRun && big.Min <= small.MinLength && big.Max >= small.MaxLength && IsMadeOf(small, big.Parts[0].Set, depth);
            case PatternKind.Concat:
                if (small.Kind == PatternKind.Concat && Includes(big.Parts[0], small.Parts[0], depth - 1) && Includes(big.Parts[1], small.Parts[1], depth - 1)) return true;
                return (big.Parts[0].IsNullable && Includes(big.Parts[1], small, depth - 1)) || (big.Parts[1].IsNullable && Includes(big.Parts[0], small, depth - 1));
            default: return false;
        }
    }

    // Loops: asked millions of times, and a lambda's closure is made at every call.
    private bool IncludesAny(Pattern big, Pattern[] small, int depth)
    {
        foreach (var part in small)
            if (Includes(big, part, depth)) return true;
        return false;
    }

    private bool AnyIncludes(Pattern[] big, Pattern small, int depth)
    {
        foreach (var part in big)
            if (Includes(part, small, depth)) return true;
        return false;
    }

    private bool AllInclude(Pattern[] big, Pattern small, int depth)
    {
        foreach (var part in big)
            if (!Includes(part, small, depth)) return false;
        return true;
    }

    private static bool IsMadeOf(Pattern pattern, CharSet set, int depth) => pattern.Kind switch
    {
        PatternKind.Empty => true,
        PatternKind.Chars => pattern.Set.IsSubsetOf(set),
        PatternKind.Concat or PatternKind.Repeat or PatternKind.Or => depth > 0 && pattern.Parts.All(part => IsMadeOf(part, set, depth - 1)),
        _ => false,
    };

    /// <summary>An intersection with a finite set of strings is those of them that are in the rest.</summary>
    private Pattern? FilterFinite(List<Pattern> list)
    {
        for (var i = 0; i < list.Count; i++)
        {
            if (Strings(list[i], FilterLimit) is not { } strings) continue;
            var finite = i;
            var rest = list.Where((_, at) => at != finite).ToArray();
            return Literals(strings.Where(text => rest.All(part => Contains(part, text))).ToArray());
        }

        return null;
    }

    /// <summary>The strings of a pattern that is written as a set of strings; null for others and for more than the limit.</summary>
    private static IEnumerable<string>? Strings(Pattern pattern, int limit)
    {
        if (pattern.Kind == PatternKind.Literals)
        {
            return pattern.EndRow - pattern.FirstRow > limit ? null : pattern.Table!.Rows[pattern.FirstRow..pattern.EndRow].Select(row => row[pattern.Column..]);
        }

        if (limit < 1 || pattern.Kind != PatternKind.Concat || pattern.MinLength != pattern.MaxLength) return null;
        var text = new System.Text.StringBuilder();
        for (; ; pattern = pattern.Parts[1])
        {
            var head = pattern.Kind == PatternKind.Concat ? pattern.Parts[0] : pattern;
            if (head.Kind != PatternKind.Chars || head.Set.Count != 1) return null;
            text.Append(char.ConvertFromUtf32(head.Set.First));
            if (pattern.Kind != PatternKind.Concat) return [text.ToString()];
        }
    }

    private static IEnumerable<string> MembersOf(CharSet set)
    {
        for (var i = 0; i < set.Borders.Length; i += 2)
        {
            for (var scalar = set.Borders[i]; scalar < set.Borders[i + 1]; scalar++) yield return char.ConvertFromUtf32(scalar);
        }
    }

    private CharSet FirstCharsThatEnd(Pattern pattern)
    {
        var derivative = Derive(pattern);
        var ranges = new List<(int, int)>();
        var starts = derivative.Partition.Starts;
        for (var run = 0; run < starts.Length; run++)
        {
            if (derivative.Targets[derivative.Partition.Classes[run]].IsNullable) ranges.Add((starts[run], run + 1 < starts.Length ? starts[run + 1] - 1 : CharSet.Limit - 1));
        }

        return CharSet.OfRanges(ranges);
    }

    private void Absorb(List<Pattern> list, Func<PatternArena, Pattern, Pattern, bool> isSuperfluous)
    {
        if (list.Count > PairwiseLimit) return;
        for (var i = list.Count - 1; i >= 0; i--)
        {
            for (var j = 0; j < list.Count; j++)
            {
                if (i == j || !isSuperfluous(this, list[i], list[j])) continue;
                list.RemoveAt(i);
                break;
            }
        }
    }

    private static bool HasComplementPair(List<Pattern> list) => list.Any(part => part.Kind == PatternKind.Not && list.Contains(part.Parts[0]));

    private static bool AreLengthsJoined(List<Pattern> list)
    {
        long end = -1;
        foreach (var part in list.OrderBy(part => part.MinLength))
        {
            if (end >= 0 && part.MinLength > Plus(end, 1)) return false;
            end = Math.Max(end, part.MaxLength);
        }

        return true;
    }

    private static void Deduplicate(List<Pattern> sorted)
    {
        var kept = 0;
        for (var i = 0; i < sorted.Count; i++)
        {
            if (i == 0 || sorted[i] != sorted[i - 1]) sorted[kept++] = sorted[i];
        }

        sorted.RemoveRange(kept, sorted.Count - kept);
    }
}
