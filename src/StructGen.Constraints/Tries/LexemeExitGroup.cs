namespace StructGen.Constraints.Tries;

/// <summary>The exits of an entry whose tails begin with one byte.</summary>
/// <remarks>
/// In a string the groups are the quote's, with <c>",</c>, <c>"}</c>…, and those of line breaks and tabs, which no structure
/// reads and whose tails are never built. The group of a difference (<c>Origin</c>) uses the tails of the entry that it differs from:
/// all but <see cref="Dropped"/>, and <see cref="Added"/> one by one. Immutable.
/// </remarks>
internal sealed class LexemeExitGroup
{
    private readonly Vocabulary _vocabulary;
    private readonly int _offset;
    private readonly LexemeExitGroup? _origin;
    private TailTrie? _tails;

    private LexemeExitGroup(Vocabulary vocabulary, int offset, byte value, LexemeExitRun[] runs, LexemeExitGroup? origin)
    {
        _vocabulary = vocabulary;
        _offset = offset;
        Value = value;
        Runs = runs;
        Added = Dropped = [];
        if (origin is null) return;
        var added = Except(runs, origin.Runs);
        if (added.Length * 2 > runs.Length) return;
        _origin = origin;
        Added = added;
        Dropped = Except(origin.Runs, runs);
    }

    /// <summary>The first byte of the tails.</summary>
    public byte Value { get; }

    /// <summary>The exits, in trie order.</summary>
    public LexemeExitRun[] Runs { get; }

    /// <summary>Exits whose tails are not in <see cref="Tails"/>.</summary>
    public LexemeExitRun[] Added { get; }

    /// <summary>Exits whose tails are in <see cref="Tails"/> though they are none here.</summary>
    public LexemeExitRun[] Dropped { get; }

    /// <summary>The tails; built when first asked for.</summary>
    public TailTrie Tails => _tails ??= _origin?.Tails ?? new TailTrie(_vocabulary, _offset, Runs);

    /// <summary>Groups an entry's exits, ascending by byte.</summary>
    public static LexemeExitGroup[] Of(Vocabulary vocabulary, LexemeEntry entry)
    {
        var nodes = vocabulary.Trie.Nodes;
        Span<int> starts = stackalloc int[257];
        starts.Clear();
        foreach (var run in entry.Exits) starts[nodes[run.Node].Value + 1]++;
        for (var value = 0; value < 256; value++) starts[value + 1] += starts[value];
        var sorted = new LexemeExitRun[entry.Exits.Length];
        Span<int> next = stackalloc int[256];
        starts[..256].CopyTo(next);
        foreach (var run in entry.Exits) sorted[next[nodes[run.Node].Value]++] = run;

        var groups = new List<LexemeExitGroup>();
        var origins = entry.Origin?.Groups ?? [];
        for (int value = 0, at = 0; value < 256; value++)
        {
            if (starts[value] == starts[value + 1]) continue;
            while (at < origins.Length && origins[at].Value < value) at++;
            var origin = at < origins.Length && origins[at].Value == value ? origins[at] : null;
            groups.Add(new LexemeExitGroup(vocabulary, nodes[entry.Node].Depth, (byte)value, sorted[starts[value]..starts[value + 1]], origin));
        }

        return [.. groups];
    }

    // Both are in trie order.
    private static LexemeExitRun[] Except(LexemeExitRun[] runs, LexemeExitRun[] others)
    {
        List<LexemeExitRun>? rest = null;
        var at = 0;
        foreach (var run in runs)
        {
            while (at < others.Length && others[at].Node < run.Node) at++;
            if (at == others.Length || others[at].Node != run.Node) (rest ??= []).Add(run);
        }

        return rest is null ? [] : [.. rest];
    }
}
