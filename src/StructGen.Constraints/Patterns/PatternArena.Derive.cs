using System.Text;

namespace StructGen.Constraints.Patterns;

/// <content>Derivatives and membership.</content>
internal sealed partial class PatternArena
{
    /// <summary>What is left of the pattern after one character.</summary>
    public Pattern After(Pattern pattern, int scalar)
    {
        if (scalar >= 0x80) return Derive(pattern).After(scalar);
        var ascii = pattern.AfterAscii ??= new Pattern?[0x80];
        return ascii[scalar] ??= Derive(pattern).After(scalar);
    }

    /// <summary>Whether the text is in the language; half a surrogate pair counts as U+FFFD.</summary>
    public bool Contains(Pattern pattern, ReadOnlySpan<char> text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (pattern == Nothing) return false;
            if (pattern == Anything) return true;
            pattern = After(pattern, rune.Value);
        }

        return pattern.IsNullable;
    }

    /// <summary>The derivative for every character at once, remembered.</summary>
    public Derivative Derive(Pattern pattern) => pattern.Derivative ??= NewDerivative(pattern);

    private Derivative NewDerivative(Pattern pattern) => DeepStack.IsShort ? DeepStack.Continue(static at => at.Self.NewDerivative(at.Pattern), (Self: this, Pattern: pattern), Work.Place) : pattern.Kind switch
    {
        PatternKind.Nothing or PatternKind.Empty => new Derivative(_partitions.Whole, [Nothing]),
        PatternKind.Chars => OfSet(pattern.Set),
        PatternKind.Literals => OfRows(pattern),
        PatternKind.Concat => OfConcat(pattern.Parts[0], pattern.Parts[1]),
        PatternKind.Repeat => Map(Derive(pattern.Parts[0]), left => Concat(left, Repeat(pattern.Parts[0], Math.Max(0, pattern.Min - 1), pattern.Max == Pattern.Unbounded ? pattern.Max : pattern.Max - 1))),
        PatternKind.Or => OfMany(pattern.Parts, parts => Or(parts)),
        PatternKind.And => OfMany(pattern.Parts, parts => And(parts)),
        PatternKind.Not => Map(Derive(pattern.Parts[0]), Not),
        _ => Derive(pattern.Definition!()),
    };

    private Derivative OfSet(CharSet set)
    {
        var partition = _partitions.OfSet(set);
        return new Derivative(partition, partition.Count == 1 ? [Empty] : [Nothing, Empty]);
    }

    private Derivative OfConcat(Pattern first, Pattern second)
    {
        var left = Map(Derive(first), rest => Concat(rest, second));
        return first.IsNullable ? Combine(left, Derive(second), Or) : left;
    }

    private Derivative OfMany(Pattern[] parts, Func<Pattern[], Pattern> combine)
    {
        var derivatives = parts.Select(Derive).ToArray();
        var partition = derivatives[0].Partition;
        var classes = new List<int[]> { Enumerable.Range(0, partition.Count).ToArray() };
        for (var i = 1; i < derivatives.Length; i++)
        {
            if (derivatives[i].Partition == partition) { classes.Add(Enumerable.Range(0, partition.Count).ToArray()); continue; }
            var product = _partitions.Product(partition, derivatives[i].Partition);
            for (var j = 0; j < i; j++) classes[j] = Array.ConvertAll(product.Left, number => classes[j][number]);
            classes.Add(product.Right);
            partition = product.Partition;
        }

        var targets = new Pattern[partition.Count];
        for (var number = 0; number < targets.Length; number++)
        {
            targets[number] = combine(derivatives.Select((derivative, at) => derivative.Targets[classes[at][number]]).ToArray());
        }

        return Coarsen(new Derivative(partition, targets));
    }

    private Derivative OfRows(Pattern pattern)
    {
        var table = pattern.Table!;
        var first = pattern.IsNullable ? pattern.FirstRow + 1 : pattern.FirstRow;
        var groups = new List<(int Scalar, Pattern Remaining)>();
        while (first < pattern.EndRow)
        {
            var end = table.GroupEnd(first, pattern.EndRow, pattern.Column);
            var scalar = table.ScalarAt(first, pattern.Column);
            groups.Add((scalar, Rows(table, first, end, pattern.Column + (scalar >= 0x10000 ? 2 : 1))));
            first = end;
        }

        groups.Sort(static (a, b) => a.Scalar.CompareTo(b.Scalar));
        var starts = new List<int> { 0 };
        var classes = new List<int> { 0 };
        var targets = new List<Pattern> { Nothing };
        var numbers = new Dictionary<Pattern, int> { [Nothing] = 0 };
        foreach (var (scalar, rest) in groups)
        {
            if (!numbers.TryGetValue(rest, out var number))
            {
                numbers[rest] = number = targets.Count;
                targets.Add(rest);
            }

            Put(scalar, number);
            if (scalar + 1 < CharSet.Limit) Put(scalar + 1, 0);
        }

        // Runs must not repeat a class, so that equal partitions are the same object.
        for (var i = starts.Count - 1; i > 0; i--)
        {
            if (classes[i] != classes[i - 1]) continue;
            starts.RemoveAt(i);
            classes.RemoveAt(i);
        }

        return new Derivative(_partitions.Intern([.. starts], [.. classes], targets.Count), [.. targets]);

        void Put(int start, int number)
        {
            if (starts[^1] == start) { classes[^1] = number; return; }
            starts.Add(start);
            classes.Add(number);
        }
    }

    private Derivative Map(Derivative derivative, Func<Pattern, Pattern> map) => Coarsen(new Derivative(derivative.Partition, Array.ConvertAll(derivative.Targets, target => map(target))));

    private Derivative Combine(Derivative left, Derivative right, Func<Pattern, Pattern, Pattern> combine)
    {
        var product = _partitions.Product(left.Partition, right.Partition);
        var targets = new Pattern[product.Partition.Count];
        for (var number = 0; number < targets.Length; number++) targets[number] = combine(left.Targets[product.Left[number]], right.Targets[product.Right[number]]);
        return Coarsen(new Derivative(product.Partition, targets));
    }

    /// <summary>Joins classes with the same target, so that partitions do not grow along a path.</summary>
    private Derivative Coarsen(Derivative derivative)
    {
        var numbers = new Dictionary<Pattern, int>(derivative.Targets.Length);
        foreach (var target in derivative.Targets) numbers.TryAdd(target, numbers.Count);
        if (numbers.Count == derivative.Targets.Length) return derivative;
        var partition = derivative.Partition;
        var renumber = new Dictionary<Pattern, int>(numbers.Count);
        var starts = new List<int>();
        var classes = new List<int>();
        for (var run = 0; run < partition.Starts.Length; run++)
        {
            var target = derivative.Targets[partition.Classes[run]];
            if (!renumber.TryGetValue(target, out var number)) renumber[target] = number = renumber.Count;
            if (classes.Count > 0 && classes[^1] == number) continue;
            starts.Add(partition.Starts[run]);
            classes.Add(number);
        }

        var targets = new Pattern[renumber.Count];
        foreach (var (target, number) in renumber) targets[number] = target;
        return new Derivative(_partitions.Intern([.. starts], [.. classes], targets.Length), targets);
    }
}
