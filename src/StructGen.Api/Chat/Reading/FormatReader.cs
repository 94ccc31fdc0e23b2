using System.Text.Json;
using StructGen.Api.Chat.Wire;
using StructGen.Constraints;
using StructGen.Generation.Chats;

namespace StructGen.Api.Chat.Reading;

/// <summary>The form of the answer, in OpenAI's words, llama.cpp's or vLLM's.</summary>
internal static class FormatReader
{
    public static ChatFormat Read(ChatBody body)
    {
        var format = body.ResponseFormat is { } asked ? Read(asked) : ChatFormat.Text;
        if (body.StructuredOutputs is not { } outputs) return format;
        if (format != ChatFormat.Text) throw ChatFault.At("structured_outputs", "structured_outputs and response_format both say the form of the answer; send one of them.");
        return Read(outputs);
    }

    private static ChatFormat Read(ResponseFormatBody format) => format.Type switch
    {
        "text" => ChatFormat.Text,
        "json_object" => Given(format.Schema) is { } schema ? ChatFormat.Json(Schema(schema, "response_format.schema")) : ChatFormat.JsonObject,
        "json_schema" when format.JsonSchema is { } named => Read(named),
        "json_schema" when Given(format.Schema) is { } schema => ChatFormat.Json(Schema(schema, "response_format.schema")),
        "json_schema" => throw ChatFault.At("response_format.json_schema", "response_format has the type json_schema and no json_schema; send {\"name\": …, \"schema\": …}."),
        null => throw ChatFault.At("response_format.type", "response_format has no type; write text, json_object or json_schema."),
        _ => throw ChatFault.Unsupported("response_format.type", $"The type '{format.Type}' is not done here; write text, json_object or json_schema."),
    };

    private static ChatFormat Read(JsonSchemaBody named)
    {
        const string place = "response_format.json_schema";
        if (named.Name is not { Length: > 0 and <= 64 } name || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-'))
            throw ChatFault.At($"{place}.name", "The schema's name is missing or cannot be used: write 1 to 64 letters, digits, '_' and '-'.");
        var strict = named.Strict ?? false;
        if (Given(named.Schema) is { } schema) return ChatFormat.Json(Schema(schema, $"{place}.schema"), strict);
        return ChatFormat.Registered(named.Version is { } version ? $"{name}@{version}" : name, strict);
    }

    private static ChatFormat Read(StructuredOutputsBody outputs)
    {
        const string place = "structured_outputs";
        if (Given(outputs.Grammar) is not null) throw ChatFault.Unsupported($"{place}.grammar", "Grammars are not read; send json, regex or choice.");
        if (Given(outputs.StructuralTag) is not null) throw ChatFault.Unsupported($"{place}.structural_tag", "Structural tags are not read; send json, regex or choice, or tools.");
        var json = Given(outputs.Json);
        if ((json is null ? 0 : 1) + (outputs.Regex is null ? 0 : 1) + (outputs.Choice is null ? 0 : 1) != 1)
            throw ChatFault.At(place, "structured_outputs says the form once: send exactly one of json, regex and choice.");
        if (outputs.Regex is { } regex) return ChatFormat.Pattern(Whole(regex, $"{place}.regex"));
        if (outputs.Choice is { } choice) return choice.Count > 0 && choice.All(text => text is { Length: > 0 }) ? ChatFormat.Choice(choice) : throw ChatFault.At($"{place}.choice", "choice holds at least one text, and none is empty.");
        return ChatFormat.Json(Schema(json!.Value, $"{place}.json"));
    }

    /// <summary>The expression for the whole answer. It is read alone first: put into a group, <c>a)|(?:b</c> would be one.</summary>
    private static string Whole(string regex, string place)
    {
        try
        {
            ConstraintCompiler.CheckRegex(regex);
        }
        catch (InvalidSchemaException exception)
        {
            throw ChatFault.At(place, exception.Errors[0].Message, "invalid_json_schema");
        }

        return $"^(?:{regex})$";
    }

    private static JsonElement? Given(JsonElement? value) => value is { ValueKind: not JsonValueKind.Null } given ? given : null;

    /// <summary>Some clients send the schema as text.</summary>
    private static JsonElement Schema(JsonElement schema, string place)
    {
        try
        {
            if (schema.ValueKind == JsonValueKind.String) schema = JsonElement.Parse(schema.GetString()!);
        }
        catch (JsonException)
        {
            throw ChatFault.At(place, $"{place} is text that is no JSON; send the JSON Schema itself.", "invalid_json_schema");
        }

        return schema.ValueKind is JsonValueKind.Object or JsonValueKind.True or JsonValueKind.False ? schema : throw ChatFault.At(place, $"{place} is no JSON Schema: send an object.", "invalid_json_schema");
    }
}
