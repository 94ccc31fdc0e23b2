using System.Text.Json;

namespace StructGen.SemanticKernel.Tests;

/// <summary>What a provider received.</summary>
internal sealed record SentRequest(string Path, IReadOnlyDictionary<string, string> Headers, JsonElement Body);
