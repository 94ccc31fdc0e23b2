namespace StructGen.Generation.Streaming;

/// <summary>Cuts away what stands before the JSON of an answer in prompt mode: tags, a fence, prose, what the model thinks. One owner.</summary>
internal sealed class AnswerStart
{
    private const string Thinking = "<think>";
    private const string Thought = "</think>";

    private string _before = "";
    private bool _isFound;

    /// <summary>What of a piece belongs to the JSON or follows it.</summary>
    public string Cut(string piece)
    {
        if (_isFound) return piece;
        var text = _before + piece;
        var from = 0;
        if (text.AsSpan().TrimStart().StartsWith(Thinking))
        {
            var end = text.IndexOf(Thought, StringComparison.Ordinal);
            from = end < 0 ? text.Length : end + Thought.Length;
            // Of what is thought only as much is kept as the end of it may need.
            if (end < 0 && text.Length > 4096) text = Thinking + text[^Thought.Length..];
        }

        var start = from >= text.Length ? -1 : text.AsSpan(from).IndexOfAny('{', '[');
        _isFound = start >= 0;
        _before = _isFound ? "" : text;
        return _isFound ? text[(from + start)..] : "";
    }
}
