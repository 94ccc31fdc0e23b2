namespace StructGen.Constraints.Patterns;

/// <summary>The partitions of one arena and their products: <c>[a-c]</c> against <c>[b-d]</c> cuts into a, bc, d and the rest.</summary>
internal sealed class CharPartitions
{
    private readonly Dictionary<Runs, CharPartition> _interned = [];
    private readonly Dictionary<CharSet, CharPartition> _bySet = [];
    private readonly Dictionary<(int Left, int Right), CharProduct> _products = [];

    public CharPartitions() => Whole = Intern([0], [0], 1);

    /// <summary>One class for everything.</summary>
    public CharPartition Whole { get; }

    /// <summary>Class 1 for the members, class 0 for the rest; a set of all or none has one class 0.</summary>
    public CharPartition OfSet(CharSet set)
    {
        if (_bySet.TryGetValue(set, out var found)) return found;
        var borders = set.Equals(CharSet.All) ? [0] : set.Borders;
        if (borders.Length < 2) return _bySet[set] = Whole;
        var starts = new List<int>();
        var classes = new List<int>();
        if (borders[0] != 0) { starts.Add(0); classes.Add(0); }
        for (var i = 0; i < borders.Length && borders[i] < CharSet.Limit; i++) { starts.Add(borders[i]); classes.Add((i & 1) == 0 ? 1 : 0); }
        return _bySet[set] = Intern([.. starts], [.. classes], 2);
    }

    public CharPartition Intern(int[] starts, int[] classes, int count)
    {
        var key = new Runs(starts, classes);
        if (_interned.TryGetValue(key, out var found)) return found;
        return _interned[key] = new CharPartition(_interned.Count, starts, classes, count);
    }

    public CharProduct Product(CharPartition left, CharPartition right)
    {
        if (_products.TryGetValue((left.Id, right.Id), out var found)) return found;
        var pairs = new Dictionary<(int, int), int>();
        var starts = new List<int>();
        var classes = new List<int>();
        int i = 0, j = 0;
        while (i < left.Starts.Length || j < right.Starts.Length)
        {
            var at = Math.Min(i < left.Starts.Length ? left.Starts[i] : CharSet.Limit, j < right.Starts.Length ? right.Starts[j] : CharSet.Limit);
            if (i < left.Starts.Length && left.Starts[i] == at) i++;
            if (j < right.Starts.Length && right.Starts[j] == at) j++;
            var pair = (left.Classes[i - 1], right.Classes[j - 1]);
            if (!pairs.TryGetValue(pair, out var number)) pairs[pair] = number = pairs.Count;
            if (classes.Count > 0 && classes[^1] == number) continue;
            starts.Add(at);
            classes.Add(number);
        }

        var fromLeft = new int[pairs.Count];
        var fromRight = new int[pairs.Count];
        foreach (var ((l, r), number) in pairs) { fromLeft[number] = l; fromRight[number] = r; }
        return _products[(left.Id, right.Id)] = new CharProduct(Intern([.. starts], [.. classes], pairs.Count), fromLeft, fromRight);
    }

    /// <summary>Runs as a dictionary key.</summary>
    private readonly struct Runs : IEquatable<Runs>
    {
        private readonly int[] _starts;
        private readonly int[] _classes;
        private readonly int _hash;

        public Runs(int[] starts, int[] classes)
        {
            _starts = starts;
            _classes = classes;
            var hash = new HashCode();
            foreach (var start in starts) hash.Add(start);
            foreach (var number in classes) hash.Add(number);
            _hash = hash.ToHashCode();
        }

        public bool Equals(Runs other) => _hash == other._hash && _starts.AsSpan().SequenceEqual(other._starts) && _classes.AsSpan().SequenceEqual(other._classes);

        public override bool Equals(object? obj) => obj is Runs other && Equals(other);

        public override int GetHashCode() => _hash;
    }
}

/// <summary>The common refinement of two partitions.</summary>
/// <param name="Partition">The refinement.</param>
/// <param name="Left">For each of its classes the class of the left partition that holds it.</param>
/// <param name="Right">The same for the right one.</param>
internal sealed record CharProduct(CharPartition Partition, int[] Left, int[] Right);
