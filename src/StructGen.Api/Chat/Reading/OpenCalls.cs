namespace StructGen.Api.Chat.Reading;

/// <summary>The calls of an assistant message that no tool message has answered yet.</summary>
internal sealed class OpenCalls
{
    private readonly Dictionary<string, string> _open = new(StringComparer.Ordinal);
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    public void Add(string id, string place)
    {
        if (!_open.TryAdd(id, place)) throw ChatFault.At($"{place}.id", $"The id '{id}' is used by two calls of the message; give each its own.");
        _known.Add(id);
    }

    public void Answer(string id, string place)
    {
        if (_open.Remove(id)) return;
        throw ChatFault.At(place, _known.Contains(id) ? $"The call '{id}' was answered before; send one tool message for each call." : $"There is no call '{id}' before this message; a tool message follows the assistant message whose call it answers.");
    }

    /// <summary>Before the assistant speaks again every call must have its answer.</summary>
    public void CheckAnswered()
    {
        if (_open.Count == 0) return;
        throw ChatFault.At(_open.Values.First(), $"No tool message answers these tool_call_ids: {string.Join(", ", _open.Keys)}; send one for each call before the assistant's next turn.");
    }
}
