using System.Text.Json;
using StructGen.Generation.Prompting;

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
    public static ParsedAnswer Parse(string raw, AnswerFormat format, JsonElement? schema)
        => throw new NotImplementedException();

    /// <summary>Reads an answer to a prompt of <see cref="PromptBuilder"/>; in compat mode as Kor does.</summary>
    /// <param name="raw">What the model wrote.</param>
    /// <param name="source">What was asked for.</param>
    /// <param name="options">How it was asked.</param>
    public static ParsedAnswer Parse(string raw, PromptSource source, PromptOptions options)
        => throw new NotImplementedException();

    /// <summary>Reads an answer as Kor 3.0.0 does, quirks included: its data and its number of errors; where it throws, one error.</summary>
    public static ParsedAnswer ParseCompat(string raw, PromptSource source, PromptOptions options)
        => throw new NotImplementedException();

    /// <summary>Mends the types of data that is JSON already, such as text where a number should stand.</summary>
    public static ParsedAnswer Coerce(JsonElement data, JsonElement schema)
        => throw new NotImplementedException();
}
