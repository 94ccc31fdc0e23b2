using System.Text.Json;

namespace StructGen.Generation.Tools;

/// <summary>What an accepted answer to a tool request says.</summary>
internal sealed record ToolAnswer(IReadOnlyList<ToolCall> Calls, string? Content, JsonElement? Data = null);
