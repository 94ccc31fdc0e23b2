using System.Text.Json;
using StructGen.Constraints;
using StructGen.Generation.Planning;
using StructGen.Generation.Prompting.Shapes;

namespace StructGen.Generation.Compatibility;

/// <summary>Decides whether every instance of a schema satisfies another, with the engine's algebra: <c>{allOf: [inner, {not: outer}]}</c> has no instance.</summary>
/// <remarks>
/// If the engine finds that nothing satisfies it, that is the proof; otherwise its shortest instance is the counter-example, which the validator
/// confirms. A schema with a keyword that the engine cannot express, or that passes a limit, is left undecided: nothing is guessed.
/// </remarks>
internal static class SchemaInclusion
{
    /// <summary>A comparison squares what a schema costs, so it gets less than one compilation.</summary>
    private static readonly ConstraintLimits Limits = ConstraintLimits.Default with { AutomatonStates = 20_000, Alternatives = 256, CompileTime = TimeSpan.FromSeconds(5) };

    /// <summary>Whether the inner schema's instances all satisfy one of the outer ones.</summary>
    public static Inclusion Decide(JsonElement inner, params ReadOnlySpan<JsonElement> outers) => Decide(inner, outers, CancellationToken.None);

    /// <summary>Whether the inner schema's instances all satisfy one of the outer ones.</summary>
    /// <param name="inner">The schema whose instances are meant.</param>
    /// <param name="outers">An instance that none of these accepts is the counter-example.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static Inclusion Decide(JsonElement inner, ReadOnlySpan<JsonElement> outers, CancellationToken cancellation)
    {
        var documents = new Dictionary<string, JsonElement> { [SeparateDocument.AddressOf("inner")] = SeparateDocument.Move(inner, "inner") };
        for (var index = 0; index < outers.Length; index++)
            documents.Add(SeparateDocument.AddressOf($"outer{index}"), SeparateDocument.Move(outers[index], $"outer{index}"));
        try
        {
            var options = ConstraintOptions.Default with { Documents = documents, Limits = Limits, Whitespace = WhitespaceStyle.None };
            var constraint = new ConstraintCompiler(ByteVocabulary.Shared).Compile(Question(outers.Length), options, cancellation);
            return ShortestInstance.Of(constraint) is { } text
                ? Confirm(JsonText.Parse(text), inner, outers)
                : Inclusion.Undecided("There is an instance that is refused, but the shortest is too long to be shown.");
        }
        catch (UnsatisfiableSchemaException)
        {
            return Inclusion.Proved;
        }
        catch (UnsupportedKeywordException exception)
        {
            return Inclusion.Undecided($"A keyword cannot be compared: {exception.Errors[0].Message}");
        }
        catch (ConstraintException exception)
        {
            return Inclusion.Undecided($"The comparison passes a limit: {exception.Errors[0].Message}");
        }
    }

    private static JsonElement Question(int outers) => JsonText.Build(writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray("allOf");
        WriteReference(writer, "inner");
        for (var index = 0; index < outers; index++)
        {
            writer.WriteStartObject();
            writer.WritePropertyName("not");
            WriteReference(writer, $"outer{index}");
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    private static void WriteReference(Utf8JsonWriter writer, string side)
    {
        writer.WriteStartObject();
        writer.WriteString("$ref", SeparateDocument.AddressOf(side));
        writer.WriteEndObject();
    }

    /// <summary>The automaton and the validator are two pieces of code: an answer is given where they agree.</summary>
    private static Inclusion Confirm(JsonElement witness, JsonElement inner, ReadOnlySpan<JsonElement> outers)
    {
        var agrees = SchemaValidator.Create(inner).IsValid(witness);
        foreach (var outer in outers) agrees &= !SchemaValidator.Create(outer).IsValid(witness);
        return agrees ? Inclusion.Refuted(witness) : Inclusion.Undecided("The engine and the validator disagree about an instance; please report the two schemas.");
    }
}
