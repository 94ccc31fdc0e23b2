using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using StructGen.Api;

namespace StructGen.Cli.Outputs;

/// <summary>The lines that only the command line writes.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ExtractLine))]
[JsonSerializable(typeof(CheckLine))]
internal sealed partial class CliJson : JsonSerializerContext
{
    /// <summary>These lines and all that they can hold: whatever the service can write, also a problem's members.</summary>
    public static JsonSerializerOptions Lines { get; } = new(ApiJson.Wire.Options)
    {
        TypeInfoResolver = JsonTypeInfoResolver.Combine(ApiJson.Wire, new CliJson()),
    };
}
