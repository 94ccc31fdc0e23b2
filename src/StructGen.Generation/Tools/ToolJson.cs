using System.Text.Json;
using System.Text.Json.Serialization;
using StructGen.Generation.Tools.Http;

namespace StructGen.Generation.Tools;

/// <summary>Tools as JSON: camelCase, members that are not set left out, so that the text and its hash say nothing that nobody wrote.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    NumberHandling = JsonNumberHandling.Strict,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(HttpBinding))]
internal sealed partial class ToolJson : JsonSerializerContext;
