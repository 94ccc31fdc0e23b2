using System.Text;

namespace StructGen.Constraints.Patterns;

/// <content>How many strings, and which.</content>
internal sealed partial class PatternArena
{
    /// <summary>No string longer than this is written down as an example.</summary>
    private const int LongestWitness = 1_000_000;

    /// <summary>How many strings the language holds, at most the limit; the limit itself where there are more or infinitely many.</summary>
    public long Count(Pattern pattern, long limit)
    {
        if (limit <= 0 || IsEmpty(pattern)) return 0;
        if (pattern.Kind == PatternKind.Literals) return Math.Min(limit, pattern.EndRow - pattern.FirstRow);
        if (pattern.IsPlain && pattern.MaxLength == Pattern.Unbounded) return limit;
        if (pattern.IsRun) return CountRun(pattern, limit);
        if (pattern.IsPlain && pattern.IsContiguous && pattern.MaxLength - pattern.MinLength >= limit) return limit;

        // Distinct beginnings of one length that can still be finished lead to distinct strings.
        var frontier = new Dictionary<Pattern, long> { [pattern] = 1 };
        long count = 0;
        for (var steps = 0; frontier.Count > 0; steps += frontier.Count)
        {
            if (steps > SearchLimit) throw Limit("how many strings satisfy the patterns and lengths of the schema at one place is too hard to count; simplify the patterns");
            var next = new Dictionary<Pattern, long>();
            long alive = 0;
            foreach (var (at, ways) in frontier)
            {
                if (at.IsNullable) count = Math.Min(limit, Plus(count, ways));
                var derivative = Derive(at);
                for (var number = 0; number < derivative.Targets.Length; number++)
                {
                    var target = derivative.Targets[number];
                    if (derivative.Partition.Sizes[number] == 0 || IsEmpty(target)) continue;
                    var reached = Times(ways, derivative.Partition.Sizes[number]);
                    next[target] = Plus(next.GetValueOrDefault(target), reached);
                    alive = Plus(alive, reached);
                }
            }

            if (count >= limit || alive >= limit) return limit;
            frontier = next;
        }

        return count;
    }

    /// <summary>A shortest string of the language, or null when there is none.</summary>
    public string? Shortest(Pattern pattern)
    {
        if (DeepStack.IsShort) return DeepStack.Continue(static at => at.Self.Shortest(at.Pattern), (Self: this, Pattern: pattern), Work.Place);
        if (IsEmpty(pattern)) return null;
        if (pattern.IsNullable) return "";
        if (pattern.MinLength > LongestWitness) throw Limit($"a string that satisfies all patterns and lengths of the schema at one place has more than {LongestWitness} characters, too many to write one down; lower minLength");
        if (pattern.IsRun) return string.Concat(Enumerable.Repeat(char.ConvertFromUtf32(Representative(pattern.Parts[0].Set)), (int)pattern.Min));
        if (pattern.Kind == PatternKind.Concat)
        {
            var text = new StringBuilder();
            for (; pattern.Kind == PatternKind.Concat; pattern = pattern.Parts[1]) text.Append(Shortest(pattern.Parts[0]));
            return text.Append(Shortest(pattern)).ToString();
        }

        var cameFrom = new Dictionary<Pattern, (Pattern From, int Scalar)> { [pattern] = (pattern, 0) };
        var queue = new Queue<Pattern>();
        queue.Enqueue(pattern);
        while (queue.TryDequeue(out var at))
        {
            if (at.IsNullable)
            {
                var scalars = new List<int>();
                for (; at != pattern; at = cameFrom[at].From) scalars.Add(cameFrom[at].Scalar);
                scalars.Reverse();
                return string.Concat(scalars.Select(char.ConvertFromUtf32));
            }

            if (cameFrom.Count > SearchLimit) throw Limit("a string that satisfies all patterns and lengths of the schema at one place is too hard to find; simplify the patterns");
            var derivative = Derive(at);
            for (var number = 0; number < derivative.Targets.Length; number++)
            {
                var target = derivative.Targets[number];
                if (cameFrom.ContainsKey(target) || MembersOf(derivative.Partition, number) is not { IsEmpty: false } set || IsEmpty(target)) continue;
                cameFrom[target] = (at, Representative(set));
                queue.Enqueue(target);
            }
        }

        return null;
    }

    /// <summary>The first strings of the language, short ones first, then by scalar value.</summary>
    public IReadOnlyList<string> Enumerate(Pattern pattern, int limit)
    {
        var result = new List<string>();
        var frontier = new List<(string Text, Pattern Remaining)>();
        if (!IsEmpty(pattern)) frontier.Add(("", pattern));
        while (frontier.Count > 0 && result.Count < limit)
        {
            var next = new List<(string, Pattern)>();
            foreach (var (text, rest) in frontier)
            {
                if (rest.IsNullable) result.Add(text);
                if (result.Count == limit) return result;
                var derivative = Derive(rest);
                for (var run = 0; run < derivative.Partition.Starts.Length && next.Count < limit; run++)
                {
                    var target = derivative.Targets[derivative.Partition.Classes[run]];
                    if (IsEmpty(target)) continue;
                    var end = run + 1 < derivative.Partition.Starts.Length ? derivative.Partition.Starts[run + 1] : CharSet.Limit;
                    for (var scalar = derivative.Partition.Starts[run]; scalar < end && next.Count < limit; scalar++)
                    {
                        if (Rune.IsValid(scalar)) next.Add((text + char.ConvertFromUtf32(scalar), target));
                    }
                }
            }

            frontier = next;
        }

        return result;
    }

    private static long CountRun(Pattern pattern, long limit)
    {
        long size = pattern.Parts[0].Set.Count;
        if (size == 1) return Math.Min(limit, Plus(pattern.Max - pattern.Min, 1));
        long count = 0, power = 1;
        for (long length = 0; length <= pattern.Max; length++)
        {
            if (length >= pattern.Min) count = Plus(count, power);
            if (count >= limit || power >= limit) return limit;
            power = Times(power, size);
        }

        return count;
    }

    /// <summary>A readable member of a set.</summary>
    private static int Representative(CharSet set)
    {
        foreach (var wish in Readable)
        {
            if (set.And(wish) is { IsEmpty: false } readable) return readable.First;
        }

        return set.First;
    }

    private static readonly CharSet[] Readable = [CharSet.Range('a', 'z'), CharSet.Range('0', '9'), CharSet.Range('A', 'Z'), CharSet.Range('!', '~'), CharSet.Range(' ', '~'), CharSet.Range(0xA0, 0xFFFF)];

    private static CharSet MembersOf(CharPartition partition, int number)
    {
        var ranges = new List<(int, int)>();
        for (var run = 0; run < partition.Starts.Length; run++)
        {
            if (partition.Classes[run] == number) ranges.Add((partition.Starts[run], (run + 1 < partition.Starts.Length ? partition.Starts[run + 1] : CharSet.Limit) - 1));
        }

        return CharSet.OfRanges(ranges);
    }
}
