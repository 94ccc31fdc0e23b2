using System.Text.Json;
using Microsoft.Extensions.AI;
using StructGen.Api.Requests;

namespace StructGen.Api.ToolCalls;

/// <summary>A call that was made earlier in a conversation.</summary>
public sealed record TurnCall
{
    /// <summary>The identifier that its result names.</summary>
    /// <example>call_4k2x</example>
    public required string Id { get; init; }

    /// <summary>The tool.</summary>
    /// <example>get_weather</example>
    public required string Name { get; init; }

    /// <summary>The arguments, an object; null is none.</summary>
    public JsonElement? Arguments { get; init; }

    /// <exception cref="Problems.ProblemException">The arguments are no object.</exception>
    internal AIContent ToContent(string pointer)
    {
        if (Arguments is { ValueKind: not JsonValueKind.Object }) throw RequestJson.Malformed([new($"{pointer}/arguments", null, $"{pointer}/arguments: expected an object.")]);
        return new FunctionCallContent(Id, Name, Arguments?.EnumerateObject().ToDictionary(member => member.Name, object? (member) => member.Value, StringComparer.Ordinal));
    }
}
