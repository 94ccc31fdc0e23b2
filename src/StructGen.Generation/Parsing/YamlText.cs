using System.Text.Json;
using StructGen.Generation.Parsing.Yaml;

namespace StructGen.Generation.Parsing;

/// <summary>JSON data as YAML text and back: YAML 1.2, core schema, nothing but data. Stateless, safe to share between threads.</summary>
/// <remarks>No tags, one document, string keys without duplicates, aliases expanded within a bound; <c>no</c> and <c>yes</c> are strings.</remarks>
public static class YamlText
{
    /// <summary>Writes block style, keys in order, strings plain where that is safe, else double-quoted.</summary>
    /// <param name="data">The data.</param>
    public static string Write(JsonElement data) => YamlBlockWriter.Write(data);

    /// <summary>Reads one document.</summary>
    /// <param name="yaml">The text.</param>
    /// <exception cref="FormatException">It is not YAML, or not of the safe kind; the message says where and why.</exception>
    public static JsonElement Read(string yaml) => AnswerNodes.ToJson(YamlNodeReader.Read(yaml));
}
