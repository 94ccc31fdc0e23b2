using StructGen.Generation.Parsing;

namespace StructGen.Generation.Prompting.Encoders;

/// <summary>Chooses the encoder that prompt options name.</summary>
internal static class AnswerEncoders
{
    public static IAnswerEncoder Create(PromptSource source, PromptOptions options)
    {
        var format = FormatOf(options);
        if (options.Compat && format.Encoding != AnswerEncoding.Yaml)
            return new KorEncoder(source.Nodes, NameOf(format.Encoding), format.Tagged);
        return format.Encoding switch
        {
            AnswerEncoding.Csv => new CsvEncoder(source.Shape, format.Tagged),
            AnswerEncoding.Xml => new XmlEncoder(source.Shape, format.Tagged),
            AnswerEncoding.Yaml => new YamlEncoder(format.Tagged),
            _ => new JsonEncoder(format.Tagged),
        };
    }

    /// <summary>The format that options ask for; JSON and YAML stand in tags unless told otherwise, csv and xml do not.</summary>
    /// <exception cref="InexpressibleException">No encoder has the name.</exception>
    public static AnswerFormat FormatOf(PromptOptions options)
    {
        var name = options.Encoder?.Trim().ToLowerInvariant() ?? (options.Compat ? "csv" : "json");
        return name switch
        {
            "json" => new AnswerFormat(AnswerEncoding.Json, options.UseTags ?? true),
            "yaml" => new AnswerFormat(AnswerEncoding.Yaml, options.UseTags ?? true),
            "csv" => new AnswerFormat(AnswerEncoding.Csv, options.UseTags ?? false),
            "xml" => new AnswerFormat(AnswerEncoding.Xml, options.UseTags ?? false),
            _ => throw new InexpressibleException("", "encoder", $"There is no encoder '{options.Encoder}': use json, yaml, csv or xml."),
        };
    }

    private static string NameOf(AnswerEncoding encoding) => encoding switch
    {
        AnswerEncoding.Csv => "csv",
        AnswerEncoding.Xml => "xml",
        _ => "json",
    };
}
