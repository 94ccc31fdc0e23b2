using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using StructGen.Generation.Parsing;
using StructGen.Generation.Requests;

namespace StructGen.Generation.Tools;

/// <summary>The arguments of a call that a provider returned: as its client parsed them, or read leniently from their text where it could not.</summary>
public static class CallArguments
{
    /// <summary>Key of <see cref="AIContent.AdditionalProperties"/> under which a model's client keeps the text of arguments that it could not parse.</summary>
    public const string RawKey = "structgen.arguments";

    /// <summary>The arguments as JSON; null where they are neither JSON nor can be read as such.</summary>
    /// <param name="call">The call.</param>
    /// <param name="repairs">Receives what was mended; null where nobody wants to know.</param>
    internal static JsonNode? Of(FunctionCallContent call, List<AnswerRepair>? repairs = null)
    {
        if (call.Exception is null) return JsonSerializer.SerializeToNode(call.Arguments ?? new Dictionary<string, object?>(), AIJsonUtilities.DefaultOptions);
        if (call.AdditionalProperties?.GetValueOrDefault(RawKey) is not string text) return null;
        if (string.IsNullOrWhiteSpace(text))
        {
            repairs?.Add(new AnswerRepair("missing-value", 0, $"The call of '{call.Name}' had empty arguments: an empty object was taken."));
            return new JsonObject();
        }

        return Read(text, call.Name, repairs, isNested: false);
    }

    private static JsonNode? Read(string text, string name, List<AnswerRepair>? repairs, bool isNested)
    {
        var parsed = AnswerParser.Parse(text, AnswerFormat.Json, null);
        if (parsed.Truncated || parsed.Errors.Count > 0 || parsed.Data is not { } data) return null;
        if (data.ValueKind == JsonValueKind.String && !isNested)
        {
            repairs?.Add(new AnswerRepair("text-to-json", 0, $"The arguments of '{name}' were JSON inside a JSON string."));
            return Read(data.GetString()!, name, repairs, isNested: true);
        }

        repairs?.AddRange(parsed.Repairs);
        return data.ValueKind == JsonValueKind.Object ? JsonSerializer.SerializeToNode(data) : null;
    }
}
