using System.Text.Json;
using System.Text.Json.Nodes;
using StructGen.Constraints;
using StructGen.Generation.Tools.Http;

namespace StructGen.Generation.Tools;

/// <summary>A tool in its JSON form <c>{description, parameters, strict, http}</c>, as files and clients write it.</summary>
internal static class ToolText
{
    /// <exception cref="InvalidSchemaException">It is no tool.</exception>
    public static ToolDefinition Read(string name, JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object) throw Fault("", "A tool is an object {description, parameters, strict, http}.");
        string? description = null;
        JsonElement? parameters = null;
        var strict = true;
        HttpBinding? http = null;
        foreach (var member in json.EnumerateObject())
        {
            if (member.Value.ValueKind == JsonValueKind.Null) continue;
            switch (member.Name)
            {
                case "name" when member.Value.ValueKind == JsonValueKind.String && member.Value.GetString() == name: break;
                case "name": throw Fault("/name", $"The name must be \"{name}\", as the tool is registered under it.");
                case "description" when member.Value.ValueKind == JsonValueKind.String: description = member.Value.GetString(); break;
                case "description": throw Fault("/description", "The description is a string.");
                case "parameters": parameters = member.Value.Clone(); break;
                case "strict" when member.Value.ValueKind is JsonValueKind.True or JsonValueKind.False: strict = member.Value.GetBoolean(); break;
                case "strict": throw Fault("/strict", "strict is true or false.");
                case "http": http = ReadBinding(member.Value); break;
                default: throw Fault("/" + member.Name, $"A tool has no member \"{member.Name}\": write description, parameters, strict and http.");
            }
        }

        var tool = new ToolDefinition(name, description, parameters, strict) { Http = http };
        return http is not null && HttpBindingRules.Fault(http, parameters) is { } fault ? throw Fault("/http" + fault.Pointer, fault.Message) : tool;
    }

    public static JsonElement Write(ToolDefinition tool)
    {
        var json = new JsonObject { ["name"] = tool.Name, ["description"] = tool.Description, ["strict"] = tool.Strict };
        if (tool.Parameters is { } parameters) json["parameters"] = JsonSerializer.SerializeToNode(parameters);
        if (tool.Http is { } http) json["http"] = JsonSerializer.SerializeToNode(http, ToolJson.Default.HttpBinding);
        return JsonSerializer.SerializeToElement(json);
    }

    private static HttpBinding ReadBinding(JsonElement json)
    {
        try
        {
            return json.Deserialize(ToolJson.Default.HttpBinding) ?? throw Fault("/http", "The binding is an object {method, url, headers, query, body, timeoutSeconds, maxResponseBytes}.");
        }
        catch (JsonException)
        {
            throw Fault("/http", "The binding is an object {method, url, headers, query, body, timeoutSeconds, maxResponseBytes} with a url, texts and numbers.");
        }
    }

    private static InvalidSchemaException Fault(string pointer, string message) => new([new ConstraintError(pointer, "", message)]);
}
