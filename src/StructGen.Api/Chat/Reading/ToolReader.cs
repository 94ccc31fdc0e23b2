using System.Text.Json;
using System.Text.Json.Nodes;
using StructGen.Api.Chat.Wire;
using StructGen.Generation.Tools;

namespace StructGen.Api.Chat.Reading;

/// <summary>The functions on offer.</summary>
internal static class ToolReader
{
    public static IReadOnlyList<ToolDefinition> Read(IReadOnlyList<ChatToolBody>? tools) => [.. (tools ?? []).Select(Read)];

    private static ToolDefinition Read(ChatToolBody tool, int index)
    {
        var place = $"tools[{index}]";
        if (tool is null) throw ChatFault.At(place, $"{place} is null; send {{\"type\": \"function\", \"function\": …}}.");
        if (tool.Type is not (null or "function")) throw ChatFault.Unsupported($"{place}.type", $"Tools of the type '{tool.Type}' are not done here; send functions.");
        if (tool.Function is not { } function) throw ChatFault.At($"{place}.function", $"{place} has no function.");
        if (function.Name is not { Length: > 0 and <= 64 } name || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-'))
            throw ChatFault.At($"{place}.function.name", "The function's name is missing or cannot be used: write 1 to 64 letters, digits, '_' and '-'.");
        return new ToolDefinition(name, function.Description, Parameters(function.Parameters, $"{place}.function.parameters"), function.Strict ?? false);
    }

    /// <summary>Arguments are an object, also where the schema forgets to say so.</summary>
    private static JsonElement? Parameters(JsonElement? parameters, string place)
    {
        if (parameters is not { ValueKind: not JsonValueKind.Null } given) return null;
        if (given.ValueKind != JsonValueKind.Object) throw ChatFault.At(place, $"{place} is no JSON Schema of an object; leave it out for a function without arguments.", "invalid_json_schema");
        if (given.TryGetProperty("type", out var type)) return type.ValueKind == JsonValueKind.String && type.ValueEquals("object") ? given : throw ChatFault.At(place, $"{place} must have the type object.", "invalid_json_schema");
        var closed = JsonObject.Create(given)!.DeepClone().AsObject();
        closed.Insert(0, "type", "object");
        return JsonSerializer.SerializeToElement(closed, ApiJson.Wire.JsonObject);
    }
}
