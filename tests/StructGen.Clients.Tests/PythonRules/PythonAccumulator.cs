using System.Text.Json.Nodes;

namespace StructGen.Clients.Tests.PythonRules;

/// <summary>
/// Puts the chunks of a stream together as openai-python's stream helper does (its behaviour, told in our words: strings are joined, whatever they
/// are, but those named <c>type</c> and <c>index</c>; list items are matched by their <c>index</c>; a chunk with another <c>object</c> is passed over; the last usage counts).
/// </summary>
internal sealed class PythonAccumulator
{
    private readonly JsonObject _whole = [];

    /// <summary>Events that the helper would give: a call's arguments are "done" when the index changes, or at the end.</summary>
    public List<string> Done { get; } = [];

    public JsonObject Whole => _whole;

    private int? _current;

    public void Add(JsonObject chunk)
    {
        if (chunk.ContainsKey("error")) throw new PythonApiException(chunk["error"]!["message"]!.GetValue<string>());
        if (chunk["object"]?.GetValue<string>() != "chat.completion.chunk") return;
        if (!_whole.ContainsKey("choices"))
        {
            _whole["id"] = chunk["id"]!.DeepClone();
            _whole["created"] = chunk["created"]!.DeepClone();
            _whole["choices"] = new JsonArray();
        }

        _whole["usage"] = chunk["usage"]?.DeepClone();
        foreach (var choice in chunk["choices"]!.AsArray())
        {
            Watch(choice!["delta"]!.AsObject());
            var target = Slot(_whole["choices"]!.AsArray(), Index(choice));
            Merge(target, choice.AsObject());
        }
    }

    public void End() => Switch(null);

    private void Watch(JsonObject delta)
    {
        foreach (var call in delta["tool_calls"]?.AsArray() ?? [])
        {
            var index = Index(call!);
            if (_current != index) Switch(index);
        }
    }

    private void Switch(int? next)
    {
        if (_current is { } ended) Done.Add(_whole["choices"]![0]!["delta"]!["tool_calls"]![ended]!["function"]!["arguments"]!.GetValue<string>());
        _current = next;
    }

    private static int Index(JsonNode item)
        => item["index"] is JsonValue value && value.TryGetValue<int>(out var index) ? index : throw new PythonApiException($"A list item has no integer index: {item.ToJsonString()}");

    private static JsonObject Slot(JsonArray list, int index)
    {
        // The helper inserts at the index: it has to be the next one.
        if (index > list.Count) throw new PythonApiException($"The index {index} comes before {list.Count}.");
        if (index == list.Count) list.Add(new JsonObject());
        return list[index]!.AsObject();
    }

    private static void Merge(JsonObject target, JsonObject delta)
    {
        foreach (var (name, value) in delta)
        {
            if (value is null)
            {
                if (!target.ContainsKey(name)) target[name] = null;
            }
            else if (target[name] is not { } known || name is "index" or "type")
            {
                target[name] = value is JsonArray list && list.Count > 0 && list[0] is JsonObject ? Listed(list) : value.DeepClone();
            }
            else if (known is JsonObject inner)
            {
                Merge(inner, value.AsObject());
            }
            else if (known is JsonArray items)
            {
                foreach (var item in value.AsArray()) Merge(Slot(items, Index(item!)), item!.AsObject());
            }
            else
            {
                target[name] = known.GetValue<string>() + value.GetValue<string>();
            }
        }
    }

    private static JsonArray Listed(JsonArray items)
    {
        var list = new JsonArray();
        foreach (var item in items) Merge(Slot(list, Index(item!)), item!.AsObject());
        return list;
    }
}
