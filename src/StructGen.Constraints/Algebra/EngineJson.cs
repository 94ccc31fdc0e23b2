using System.Text.Json.Serialization;

namespace StructGen.Constraints.Algebra;

/// <summary>Serialisation without reflection.</summary>
[JsonSerializable(typeof(string))]
internal sealed partial class EngineJson : JsonSerializerContext;
