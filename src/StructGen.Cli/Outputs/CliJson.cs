using System.Text.Json;
using System.Text.Json.Serialization;
using StructGen.Api;
using StructGen.Generation.Requests;

namespace StructGen.Cli.Outputs;

/// <summary>The lines that only the command line writes.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    MaxDepth = 1000,
    Converters = [typeof(CamelCaseEnum<GenerationMode>), typeof(CamelCaseEnum<SecondOpinion>)])]
[JsonSerializable(typeof(ExtractLine))]
[JsonSerializable(typeof(CheckLine))]
internal sealed partial class CliJson : JsonSerializerContext;
