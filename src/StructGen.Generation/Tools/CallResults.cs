using System.Text;
using Microsoft.Extensions.AI;

namespace StructGen.Generation.Tools;

/// <summary>The results of one turn's calls, put back into the order of the calls. One owner.</summary>
internal sealed class CallResults
{
    private readonly Dictionary<string, string> _results = new(StringComparer.Ordinal);
    private readonly List<string> _unmatched = [];
    private IReadOnlyList<FunctionCallContent> _calls = [];

    /// <summary>A turn of the assistant: the results that follow belong to its calls.</summary>
    public void Begin(IReadOnlyList<FunctionCallContent> calls) => _calls = calls;

    public void Add(FunctionResultContent result, string text)
    {
        if (_calls.Any(call => call.CallId == result.CallId) && _results.TryAdd(result.CallId, text)) return;
        _unmatched.Add($"The function returned: {text}\n");
    }

    /// <summary>The results so far as one text, which is then forgotten; null where there are none.</summary>
    /// <remarks>Two calls of one function are told apart by their arguments.</remarks>
    public string? Take()
    {
        if (_results.Count + _unmatched.Count == 0) return null;
        var text = new StringBuilder();
        foreach (var call in _calls)
        {
            if (!_results.TryGetValue(call.CallId, out var result)) continue;
            text.Append(call.Name);
            if (_calls.Count(other => other.Name == call.Name) > 1) text.Append('(').Append(NativeCalls.ArgumentsOf(call)).Append(')');
            text.Append(" returned: ").Append(result).Append('\n');
        }

        foreach (var line in _unmatched) text.Append(line);
        _results.Clear();
        _unmatched.Clear();
        return text.ToString();
    }
}
