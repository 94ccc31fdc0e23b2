using System.Text.Json;
using StructGen.Generation.Prompting;
using StructGen.Generation.Requests;
using StructGen.Generation.Tools.Http;

namespace StructGen.Generation.Tools;

/// <summary>The tools of one request, looked up and checked: names are unique, a named choice is among them.</summary>
internal sealed class ToolSet
{
    private static readonly JsonElement NoArguments = JsonDocument.Parse("""{"type":"object","properties":{},"additionalProperties":false}""").RootElement;
    private readonly Dictionary<string, ToolDefinition> _byName;

    private ToolSet(IReadOnlyList<ToolDefinition> tools, Dictionary<string, ToolDefinition> byName)
    {
        Tools = tools;
        _byName = byName;
    }

    /// <summary>The tools that may be called, in the request's order; the named one alone where one is named.</summary>
    public IReadOnlyList<ToolDefinition> Tools { get; }

    /// <exception cref="MalformedRequestException">Two tools share a name, or the named one is missing.</exception>
    public static ToolSet Create(IReadOnlyList<ToolDefinition> tools, ToolChoice choice)
    {
        var byName = new Dictionary<string, ToolDefinition>(StringComparer.Ordinal);
        for (var index = 0; index < tools.Count; index++)
        {
            Check(tools[index], $"/tools/{index}");
            if (!byName.TryAdd(tools[index].Name, tools[index]))
                throw new MalformedRequestException($"/tools/{index}/name", $"There are two tools '{tools[index].Name}': give each its own name.");
        }

        if (choice.Kind != ToolChoiceKind.Named) return new ToolSet(tools, byName);
        return byName.TryGetValue(choice.Name!, out var named)
            ? new ToolSet([named], byName)
            : throw new MalformedRequestException("/toolChoice", $"The tool '{choice.Name}' is not among the request's tools: {string.Join(", ", byName.Keys)}.");
    }

    /// <summary>Refuses what no provider would take either.</summary>
    public static void Check(ToolDefinition tool, string pointer = "")
    {
        if (tool.Name.Length is 0 or > 64 || !tool.Name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.'))
            throw new MalformedRequestException(pointer + "/name", $"The tool name '{(tool.Name.Length > 64 ? tool.Name[..64] + "…" : tool.Name)}' cannot be used: write 1 to 64 letters, digits, '_', '-' and '.'.");
        if (tool.Parameters is { ValueKind: not JsonValueKind.Object })
            throw new MalformedRequestException(pointer + "/parameters", $"The parameters of '{tool.Name}' are a JSON Schema of an object; leave them out for a tool without arguments.");
        if (tool.Http is { } binding && HttpBindingRules.Fault(binding, tool.Parameters) is { } fault)
            throw new MalformedRequestException($"{pointer}/http{fault.Pointer}", $"{pointer}/http{fault.Pointer}: {fault.Message}");
    }

    /// <summary>A tool by its name; null where there is none.</summary>
    public ToolDefinition? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>The schema of a tool's arguments; none means none.</summary>
    public static JsonElement ParametersOf(ToolDefinition tool) => tool.Parameters ?? NoArguments;

    /// <summary>The tools as prompts tell of them.</summary>
    public IReadOnlyList<PromptTool> ForPrompt() => [.. Tools.Select(tool => new PromptTool(tool.Name, tool.Description, tool.Parameters))];
}
