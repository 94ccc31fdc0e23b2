namespace StructGen.Generation.Parsing;

/// <summary>The language an answer is written in.</summary>
public enum AnswerEncoding
{
    /// <summary>JSON.</summary>
    Json,

    /// <summary>YAML.</summary>
    Yaml,

    /// <summary>A table with <c>|</c> between cells.</summary>
    Csv,

    /// <summary>Tags named after properties.</summary>
    Xml,
}
