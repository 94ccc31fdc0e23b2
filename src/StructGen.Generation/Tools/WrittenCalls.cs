using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;
using StructGen.Generation.Parsing;

namespace StructGen.Generation.Tools;

/// <summary>Calls that a provider's model wrote into its text, because the server does not know how the model marks them.</summary>
/// <example>
/// <c>&lt;tool_call&gt;{"name": "f", "arguments": {…}}&lt;/tool_call&gt;</c>, <c>&lt;function=f&gt;{…}&lt;/function&gt;</c>, <c>[TOOL_CALLS][{"name": …}]</c>,
/// <c>&lt;|python_tag|&gt;{"name": "f", "parameters": {…}}</c>. Only marked calls of declared functions count: JSON alone may be words.
/// </example>
internal static partial class WrittenCalls
{
    /// <summary>The calls of a text.</summary>
    /// <param name="text">What the model wrote.</param>
    /// <param name="names">The declared functions.</param>
    /// <param name="words">The text in front of the first mark, and between and behind calls.</param>
    /// <returns>Empty where a mark is missing, or where any call is not whole or of no declared function.</returns>
    public static IReadOnlyList<FunctionCallContent> Find(string text, IReadOnlySet<string> names, out string words)
    {
        words = text;
        var calls = new List<FunctionCallContent>();
        var rest = Marked().Replace(text, match =>
        {
            foreach (var call in Read(match, names)) calls.Add(call);
            return "";
        });
        if (calls.Count == 0) return [];
        words = rest;
        return calls;
    }

    private static IEnumerable<FunctionCallContent> Read(Match match, IReadOnlySet<string> names)
    {
        var parsed = AnswerParser.Parse(match.Groups["json"].Value, AnswerFormat.Json, null);
        if (parsed.Truncated || parsed.Data is not { } data) return [];
        if (match.Groups["name"] is { Success: true, Value: var name }) return names.Contains(name) && data.ValueKind == JsonValueKind.Object ? [Call(name, data)] : [];
        return (data.ValueKind == JsonValueKind.Array ? data.EnumerateArray().ToList() : [data]).Select(item => Read(item, names)).OfType<FunctionCallContent>();
    }

    private static FunctionCallContent? Read(JsonElement call, IReadOnlySet<string> names)
    {
        if (call.ValueKind != JsonValueKind.Object || !call.TryGetProperty("name", out var name) || name.ValueKind != JsonValueKind.String || !names.Contains(name.GetString()!)) return null;
        if (!call.TryGetProperty("arguments", out var arguments) && !call.TryGetProperty("parameters", out arguments)) return null;
        return Call(name.GetString()!, arguments);
    }

    private static FunctionCallContent Call(string name, JsonElement arguments)
    {
        var call = new FunctionCallContent(Chats.CallIds.Create(), name);
        if (arguments.ValueKind == JsonValueKind.Object)
        {
            call.Arguments = arguments.EnumerateObject().ToDictionary(member => member.Name, object? (member) => member.Value.Clone(), StringComparer.Ordinal);
            return call;
        }

        // The judge reads them from the text, or finds that they are none.
        call.Exception = new JsonException("The arguments are not an object.");
        (call.AdditionalProperties ??= [])[CallArguments.RawKey] = arguments.ValueKind == JsonValueKind.String ? arguments.GetString() : arguments.GetRawText();
        return call;
    }

    [GeneratedRegex(
        @"<tool_call>(?<json>.*?)(?:</tool_call>|\z)|<function=(?<name>[\w.\-]+)>(?<json>.*?)(?:</function>|\z)|(?:\[TOOL_CALLS\]|<\|python_tag\|>|<\|tool_call\|>)(?<json>.*)\z",
        RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Marked();
}
