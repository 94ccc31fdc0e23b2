using System.Text.Json;
using Microsoft.Extensions.AI;

namespace StructGen.Generation.Tools;

/// <summary>The calls that were made and answered since the user last spoke: a model that may choose is not offered the same call again. Immutable.</summary>
/// <remarks>
/// Small models repeat a call for ever although its result stands in the conversation, and clients that make calls by themselves then never end. A repeated
/// call is not replaced by a slightly different one, which might be an order that nobody gave: the model is asked for its answer instead.
/// A call whose result reports an error may be tried again, and so may any call after the user's next message.
/// </remarks>
internal sealed class AnsweredCalls
{
    private readonly List<(string Name, JsonElement Arguments)> _calls;

    private AnsweredCalls(List<(string, JsonElement)> calls) => _calls = calls;

    /// <summary>The answered calls of a conversation; null where there are none, or where the request must call or cannot.</summary>
    public static AnsweredCalls? Of(IEnumerable<ChatMessage> conversation, ToolChoice choice)
    {
        if (choice.Kind != ToolChoiceKind.Auto) return null;
        var open = new Dictionary<string, FunctionCallContent>(StringComparer.Ordinal);
        var answered = new List<(string, JsonElement)>();
        foreach (var message in conversation)
        {
            if (message.Role == ChatRole.User)
            {
                open.Clear();
                answered.Clear();
            }

            foreach (var content in message.Contents)
            {
                if (content is FunctionCallContent call) open[call.CallId] = call;
                else if (content is FunctionResultContent result && open.Remove(result.CallId, out var made) && !IsError(result))
                    answered.Add((made.Name, NativeCalls.Read([made], asArray: false).GetProperty("arguments")));
            }
        }

        return answered.Count == 0 ? null : new AnsweredCalls(answered);
    }

    /// <summary>Whether the call was answered before; arguments are compared as JSON values.</summary>
    public bool Contains(string name, JsonElement arguments)
    {
        foreach (var (known, with) in _calls)
        {
            if (known == name && JsonElement.DeepEquals(with, arguments)) return true;
        }

        return false;
    }

    /// <summary>The warning about calls that were not offered.</summary>
    public static Requests.GenerationWarning Warning(string name) => new(
        "call-repeated", "", $"The model repeated the call of '{name}' with the same arguments; it was not made again, and the model was asked for its answer (Chat:RepeatGuard).");

    /// <summary>An exception, or a text as tools report errors: a JSON object with a member <c>error</c> that is not empty, or words that begin with "Error".</summary>
    private static bool IsError(FunctionResultContent result)
    {
        if (result.Exception is not null) return true;
        try
        {
            var value = result.Result switch
            {
                JsonElement element => element,
                string text when text.AsSpan().TrimStart().StartsWith("{") => JsonElement.Parse(text),
                string text when text.AsSpan().TrimStart().StartsWith("error", StringComparison.OrdinalIgnoreCase) => JsonElement.Parse("""{"error": true}"""),
                _ => default,
            };
            return value.ValueKind == JsonValueKind.Object && value.TryGetProperty("error", out var error)
                && error.ValueKind is not (JsonValueKind.Null or JsonValueKind.False) && !(error.ValueKind == JsonValueKind.String && error.GetString() == "");
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
