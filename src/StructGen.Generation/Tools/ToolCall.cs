using System.Text.Json;

namespace StructGen.Generation.Tools;

/// <summary>A call that the model wants made.</summary>
/// <param name="Id"><c>call_</c> and 24 random letters and digits.</param>
/// <param name="Name">The tool.</param>
/// <param name="Arguments">An object that satisfies the tool's parameters.</param>
public sealed record ToolCall(string Id, string Name, JsonElement Arguments);
