using StructGen.Generation.Requests;

namespace StructGen.Generation.Parsing;

/// <summary>How an answer was asked for.</summary>
/// <param name="Encoding">The language.</param>
/// <param name="Tagged">Whether it was asked for in tags such as <c>&lt;json&gt;…&lt;/json&gt;</c>; stripping them is then no repair.</param>
public sealed record AnswerFormat(AnswerEncoding Encoding, bool Tagged = false)
{
    /// <summary>JSON without tags.</summary>
    public static AnswerFormat Json { get; } = new(AnswerEncoding.Json);

    /// <summary>YAML without tags.</summary>
    public static AnswerFormat Yaml { get; } = new(AnswerEncoding.Yaml);

    /// <summary>The plain format of a surface.</summary>
    public static AnswerFormat From(AnswerSurface surface) => surface == AnswerSurface.Yaml ? Yaml : Json;
}
