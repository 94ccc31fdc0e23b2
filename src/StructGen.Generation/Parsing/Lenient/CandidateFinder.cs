using StructGen.Generation.Requests;

namespace StructGen.Generation.Parsing.Lenient;

/// <summary>Finds every way to read an answer as JSON: what stands in tags, in code fences, in prose, members without braces, the bare text.</summary>
/// <remarks>
/// At most <see cref="MaxCandidates"/> readings, and all of them together read the text <see cref="MaxPasses"/> times at most, so
/// hostile text stays linear.
/// </remarks>
internal sealed class CandidateFinder(string text, int start, bool tagged)
{
    private const int MaxCandidates = 64;
    private const int MaxListed = 10_000;
    private const int MaxPasses = 4;
    private const int TruncatedCost = 20;
    private const int InnerCost = 30;

    private static readonly string[] Tags = ["json", "answer", "output", "result", "tool_call"];

    private readonly List<AnswerCandidate> _found = [];
    private long _budget = ((long)MaxPasses * text.Length) + 10_000;

    public IReadOnlyList<AnswerCandidate> Find()
    {
        foreach (var (from, to) in TaggedParts())
            FindWithin(from, to, 0, tagged ? null : new AnswerRepair("tags", from, "The answer was taken out of tags."), listed: null);
        var fences = new List<AnswerNode>();
        foreach (var (from, to) in FencedParts())
            FindWithin(from, to, 1, new AnswerRepair("code-fence", from, "The answer was taken out of a code fence."), fences);
        AddList(fences, "All code fences were taken as one list.");
        var listed = new List<AnswerNode>();
        FindWithin(start, text.Length, 2, null, listed);
        AddList(listed, "All values in the answer were taken as one list.");
        if (_found.Count == 0 || _found.TrueForAll(candidate => candidate.Truncated))
            AddBareMembers();
        AddText();
        return _found;
    }

    private void AddList(List<AnswerNode> values, string message)
    {
        if (values.Count < 2)
            return;
        var list = AnswerNode.Array(values[0].Offset);
        list.Items.AddRange(values);
        _found.Add(new AnswerCandidate(list, 10, [new AnswerRepair("several-values", list.Offset, message)], false));
    }

    /// <summary>Reads every object and array in a part of the text.</summary>
    private void FindWithin(int from, int to, int cost, AnswerRepair? around, List<AnswerNode>? listed)
    {
        var inner = 0;
        for (var at = NextOpener(from, to); at >= 0 && _budget > 0; at = NextOpener(at, to))
        {
            if (_found.Count >= MaxCandidates && (listed is null || listed.Count >= MaxListed))
                return;
            var log = new RepairLog();
            var reader = new LooseReader(text, at, to, log);
            var node = reader.Read();
            _budget -= reader.Work;
            if (node is null)
            {
                at = Math.Max(reader.Position, at + 1);
                continue;
            }

            listed?.Add(node);
            if (_found.Count < MaxCandidates)
            {
                var repairs = new List<AnswerRepair>();
                if (around is not null)
                    repairs.Add(around);
                else if (cost == 2 && (HasText(start, at) || HasText(reader.Position, text.Length)))
                    repairs.Add(new AnswerRepair("surrounding-text", at, "Text around the value was ignored."));
                repairs.AddRange(log.Repairs);
                if (reader.Truncated)
                    repairs.Add(new AnswerRepair("truncated", to, "The answer ends within a value: what was there was taken."));
                _found.Add(new AnswerCandidate(node, cost + log.Kinds + inner + (reader.Truncated ? TruncatedCost : 0), repairs, reader.Truncated));
            }

            inner = reader.Truncated || inner > 0 ? InnerCost : 0;
            at = reader.Truncated ? at + 1 : Math.Max(reader.Position, at + 1);
        }
    }

    private int NextOpener(int from, int to)
    {
        if (from >= to)
            return -1;
        var found = text.AsSpan(from, to - from).IndexOfAny('{', '[');
        return found < 0 ? -1 : from + found;
    }

    private bool HasText(int from, int to) => from < to && !text.AsSpan(from, to - from).IsWhiteSpace();

    private IEnumerable<(int From, int To)> TaggedParts()
    {
        foreach (var name in Tags)
        {
            var open = text.IndexOf($"<{name}>", start, StringComparison.OrdinalIgnoreCase);
            if (open < 0)
                continue;
            var from = open + name.Length + 2;
            var close = text.IndexOf($"</{name}>", from, StringComparison.OrdinalIgnoreCase);
            yield return (from, close < 0 ? text.Length : close);
        }
    }

    private IEnumerable<(int From, int To)> FencedParts()
    {
        var count = 0;
        var at = start;
        while (count++ < MaxCandidates)
        {
            var open = text.IndexOf("```", at, StringComparison.Ordinal);
            if (open < 0)
                yield break;
            var line = text.IndexOf('\n', open);
            var brace = NextOpener(open, text.Length);
            var from = line < 0 || (brace >= 0 && brace < line) ? open + 3 : line + 1;
            var close = from < text.Length ? text.IndexOf("```", from, StringComparison.Ordinal) : -1;
            yield return (from, close < 0 ? text.Length : close);
            if (close < 0)
                yield break;
            at = close + 3;
        }
    }

    /// <summary><c>name: "Anna", age: 3</c> without braces.</summary>
    private void AddBareMembers()
    {
        var at = LooseLookahead.SkipSpace(text, start, text.Length, out _);
        if (at >= text.Length || text[at] is '{' or '[' || !LooseLookahead.BeginsMember(text, at, text.Length))
            return;
        var log = new RepairLog();
        var reader = new LooseReader(text, at, text.Length, log);
        if (reader.ReadBareMembers() is { } node)
            _found.Add(new AnswerCandidate(node, 10 + log.Kinds, log.Repairs, false));
    }

    /// <summary>Nothing but an opening tag or its first letters: an answer that was cut off before it began.</summary>
    private static bool BeginsTag(string bare) => Array.Exists(Tags, name => $"<{name}>".StartsWith(bare, StringComparison.OrdinalIgnoreCase));

    /// <summary>The whole text as a value of its own, for schemas of one scalar.</summary>
    private void AddText()
    {
        var at = LooseLookahead.SkipSpace(text, start, text.Length, out _);
        if (at >= text.Length || text[at] is '{' or '[')
            return;
        var log = new RepairLog();
        var bare = text[at..].TrimEnd();
        if (BeginsTag(bare))
            return;
        var node = bare.Length < 100 ? new LooseReader(text, at, at + bare.Length, log).Read() : null;
        node ??= AnswerNode.String(Prompting.Shapes.LoneSurrogates.Replace(bare), at);
        _found.Add(new AnswerCandidate(node, 40 + log.Kinds, [.. log.Repairs, new AnswerRepair("bare-text", at, "The whole text was taken as the value.")], false));
    }
}
