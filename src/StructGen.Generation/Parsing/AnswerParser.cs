using System.Text.Json;
using StructGen.Generation.Prompting;
using StructGen.Generation.Prompting.Encoders;
using StructGen.Generation.Prompting.Shapes;

namespace StructGen.Generation.Parsing;

/// <summary>Reads a model's text as data: strictly first, then leniently with every repair recorded. Stateless, safe to share between threads.</summary>
/// <remarks>Never throws for any text. Time grows about linearly with the text; values nest 256 deep at most.</remarks>
public static class AnswerParser
{
    /// <summary>Deepest nesting that is read.</summary>
    public const int MaxDepth = 256;

    /// <summary>Reads an answer.</summary>
    /// <param name="raw">What the model wrote.</param>
    /// <param name="format">How it was asked for.</param>
    /// <param name="schema">What the data should be; guides the choice between readings and the repair of types. Null keeps what is written.</param>
    /// <exception cref="InexpressibleException">The format is csv and the schema is no table, or is missing.</exception>
    /// <param name="context">What else is known, such as the values that the prompt held.</param>
    public static ParsedAnswer Parse(string raw, AnswerFormat format, JsonElement? schema, AnswerContext? context = null)
        => Read(raw, format, schema is { } known ? ShapeReader.Read(known) : null, context ?? AnswerContext.None);

    /// <summary>Reads an answer to a prompt of <see cref="PromptBuilder"/>; in compat mode as Kor does.</summary>
    /// <param name="raw">What the model wrote.</param>
    /// <param name="source">What was asked for.</param>
    /// <param name="options">How it was asked.</param>
    /// <exception cref="InexpressibleException">As <see cref="PromptBuilder.Build"/>.</exception>
    /// <param name="context">What else is known, such as the values that the prompt held; compat mode does not look at it.</param>
    public static ParsedAnswer Parse(string raw, PromptSource source, PromptOptions options, AnswerContext? context = null)
        => options.Compat ? ParseCompat(raw, source, options) : Read(raw, AnswerEncoders.FormatOf(options), source.Shape, context ?? AnswerContext.None);

    /// <summary>Reads an answer as Kor 3.0.0 does, quirks included: its data and its number of errors; where it throws, one error.</summary>
    /// <param name="raw">What the model wrote.</param>
    /// <param name="source">What was asked for.</param>
    /// <param name="options">How it was asked.</param>
    /// <exception cref="InexpressibleException">As <see cref="PromptBuilder.Build"/>.</exception>
    public static ParsedAnswer ParseCompat(string raw, PromptSource source, PromptOptions options)
        => Kor.KorAnswers.Read(raw, source, AnswerEncoders.FormatOf(options));

    /// <summary>Mends the types of data that is JSON already, such as text where a number should stand.</summary>
    /// <param name="data">The data.</param>
    /// <param name="schema">What it should be.</param>
    public static ParsedAnswer Coerce(JsonElement data, JsonElement schema)
        => AnswerReading.Fit(AnswerNodes.FromJson(data), data, ShapeReader.Read(schema), [], Reading.CutKind.Whole);

    private static ParsedAnswer Read(string raw, AnswerFormat format, TypeShape? shape, AnswerContext context) => format.Encoding switch
    {
        AnswerEncoding.Yaml => Decoders.YamlAnswers.Read(raw, format.Tagged, shape, context),
        AnswerEncoding.Csv => Decoders.CsvAnswers.Read(raw, shape ?? new TypeShape()),
        AnswerEncoding.Xml => Decoders.XmlAnswers.Read(raw, shape),
        _ => JsonAnswers.Read(raw, format.Tagged, shape, context),
    };
}
