using System.Text.Json;
using StructGen.Api.Chat.Wire;
using StructGen.Generation.Tools;

namespace StructGen.Api.Chat.Reading;

/// <summary>Whether a function is called, and which.</summary>
internal static class ToolChoiceReader
{
    private const string Place = "tool_choice";

    /// <param name="body">The request.</param>
    /// <param name="allowed">The functions that may be called; null is all of them.</param>
    public static ToolChoice Read(ChatBody body, out IReadOnlyCollection<string>? allowed)
    {
        allowed = null;
        if (body.ToolChoice is not { ValueKind: not JsonValueKind.Null } choice) return ToolChoice.Auto;
        if (choice.ValueKind == JsonValueKind.String) return Kind(choice, Place, body);
        if (choice.ValueKind != JsonValueKind.Object) throw ChatFault.At(Place, "tool_choice is none, auto, required, or an object.");
        switch (Text(choice, "type"))
        {
            case "function": return ToolChoice.Named(Known(Name(choice, Place), $"{Place}.function.name", body));
            case "allowed_tools": return Allowed(choice.TryGetProperty("allowed_tools", out var nested) ? nested : choice, body, out allowed);
            case var type: throw ChatFault.Unsupported($"{Place}.type", $"A tool_choice of the type '{type}' is not done here; write function or allowed_tools.");
        }
    }

    private static ToolChoice Allowed(JsonElement choice, ChatBody body, out IReadOnlyCollection<string> allowed)
    {
        const string place = $"{Place}.allowed_tools";
        if (choice.ValueKind != JsonValueKind.Object || !choice.TryGetProperty("tools", out var tools) || tools.ValueKind != JsonValueKind.Array || tools.GetArrayLength() == 0)
            throw ChatFault.At($"{place}.tools", "allowed_tools needs an array of at least one tool.");
        allowed = [.. tools.EnumerateArray().Select((tool, index) => Known(Name(tool, $"{place}.tools[{index}]"), $"{place}.tools[{index}].function.name", body))];
        return choice.TryGetProperty("mode", out var mode) && mode.ValueKind == JsonValueKind.String && !mode.ValueEquals("none")
            ? Kind(mode, $"{place}.mode", body)
            : throw ChatFault.At($"{place}.mode", "The mode of allowed_tools is auto or required.");
    }

    private static ToolChoice Kind(JsonElement word, string place, ChatBody body) => word.GetString() switch
    {
        "none" => ToolChoice.None,
        "auto" => ToolChoice.Auto,
        "required" when body.Tools is { Count: > 0 } => ToolChoice.Required,
        "required" => throw ChatFault.At(place, "A call is required and there are no tools; send at least one."),
        _ => throw ChatFault.At(place, "Write none, auto or required, or an object that names a function."),
    };

    private static string Name(JsonElement choice, string place)
        => choice.ValueKind == JsonValueKind.Object && choice.TryGetProperty("function", out var function) && Text(function, "name") is { Length: > 0 } name
            ? name
            : throw ChatFault.At($"{place}.function.name", $"{place} names no function: send {{\"type\": \"function\", \"function\": {{\"name\": …}}}}.");

    private static string Known(string name, string place, ChatBody body)
        => body.Tools?.Any(tool => tool?.Function?.Name == name) == true ? name : throw ChatFault.At(place, $"The function '{name}' is not among the request's tools.");

    private static string? Text(JsonElement holder, string member)
        => holder.ValueKind == JsonValueKind.Object && holder.TryGetProperty(member, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
}
