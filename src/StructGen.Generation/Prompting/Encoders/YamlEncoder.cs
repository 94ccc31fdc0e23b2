using System.Text.Json;
using StructGen.Generation.Parsing;

namespace StructGen.Generation.Prompting.Encoders;

/// <summary>YAML, block style.</summary>
internal sealed class YamlEncoder(bool tagged) : IAnswerEncoder
{
    public string Instructions => tagged
        ? "Give the answer as YAML, on the lines between <yaml> and </yaml>. Write nothing else."
        : "Give the answer as YAML. Write nothing before or after it.";

    public string Encode(JsonElement data)
    {
        var text = YamlText.Write(data).TrimEnd('\n');
        return tagged ? $"<yaml>\n{text}\n</yaml>" : text;
    }
}
