using System.Text.Json;
using StructGen.Generation.Prompting.Shapes;

namespace StructGen.Generation.Parsing.Coercion;

/// <summary>Bends a scalar towards the scalar types of a shape.</summary>
internal static class ScalarCoercion
{
    public static Coerced Coerce(AnswerNode node, TypeShape shape)
    {
        if (shape.Literals is { } literals)
            return ToLiteral(node, shape, literals);
        if (Fits(node, shape.Types))
            return Coerced.Exact(node);
        return node.Kind switch
        {
            JsonValueKind.String => FromText(node, shape.Types),
            JsonValueKind.Number => FromNumber(node, shape.Types),
            JsonValueKind.True or JsonValueKind.False when shape.Admits(ShapeTypes.String) => Text(node, node.Kind == JsonValueKind.True ? "true" : "false"),
            _ => Coerced.Unfit(node),
        };
    }

    /// <summary>Whether the value has one of the types as it is.</summary>
    public static bool Fits(AnswerNode node, ShapeTypes types) => node.Kind switch
    {
        JsonValueKind.String => types.HasFlag(ShapeTypes.String),
        JsonValueKind.Number => types.HasFlag(ShapeTypes.Number) || (types.HasFlag(ShapeTypes.Integer) && NumberForms.IsWhole(node.Text)),
        JsonValueKind.True or JsonValueKind.False => types.HasFlag(ShapeTypes.Boolean),
        JsonValueKind.Null => types.HasFlag(ShapeTypes.Null),
        JsonValueKind.Object => types.HasFlag(ShapeTypes.Object),
        _ => types.HasFlag(ShapeTypes.Array),
    };

    private static Coerced ToLiteral(AnswerNode node, TypeShape shape, IReadOnlyList<JsonElement> literals)
    {
        var value = AnswerNodes.ToJson(node);
        if (literals.Any(literal => JsonText.Same(literal, value)))
            return Coerced.Exact(node);
        if (node.Kind == JsonValueKind.String && EnumMatch.Match(node, literals) is { } match && (match.Penalty < Coerced.Misfit || match.Error is not null))
            return match;
        foreach (var kind in (ReadOnlySpan<ShapeTypes>)[ShapeTypes.Number | ShapeTypes.Integer, ShapeTypes.Boolean, ShapeTypes.String, ShapeTypes.Null])
        {
            if ((shape.Types & kind) == 0)
                continue;
            var bent = Coerce(node, new TypeShape { Types = shape.Types & kind });
            if (bent.Penalty < Coerced.Misfit && AnswerNodes.ToJson(bent.Node) is var candidate && literals.Any(literal => JsonText.Same(literal, candidate)))
                return bent;
        }

        return Coerced.Unfit(node);
    }

    private static Coerced FromText(AnswerNode node, ShapeTypes types)
    {
        var text = node.Text.Trim();
        if (types.HasFlag(ShapeTypes.Integer) && NumberForms.Read(text) is { } digits)
        {
            var number = AnswerNode.Number(digits, node.Offset);
            var fitting = FromNumber(number, types & (ShapeTypes.Number | ShapeTypes.Integer));
            if (fitting.Penalty < Coerced.Misfit)
            {
                return node.Untyped && text == digits
                    ? fitting
                    : fitting.Also(1, "text-to-number", node.Offset, $"The text '{Brief(text)}' was read as the number {Brief(digits)}.");
            }
        }

        if (types.HasFlag(ShapeTypes.Boolean) && TruthOf(text) is { } truth)
        {
            var boolean = AnswerNode.Boolean(truth, node.Offset);
            return node.Untyped && (text is "true" or "false")
                ? Coerced.Exact(boolean)
                : Coerced.Changed(boolean, 1, "text-to-boolean", node.Offset, $"The text '{text}' was read as {(truth ? "true" : "false")}.");
        }

        if (types.HasFlag(ShapeTypes.Null) && (text.ToLowerInvariant() is "" or "null" or "none" or "nil" or "n/a" or "na" or "-"))
        {
            var nothing = AnswerNode.Null(node.Offset);
            return node.Untyped && text.Length == 0
                ? Coerced.Exact(nothing)
                : Coerced.Changed(nothing, 1, "text-to-null", node.Offset, $"The text '{text}' was read as null.");
        }

        return SentenceScalars.Find(node, types);
    }

    private static Coerced FromNumber(AnswerNode node, ShapeTypes types)
    {
        if (Fits(node, types))
            return Coerced.Exact(node);
        if (types.HasFlag(ShapeTypes.Integer) && NumberForms.Round(node.Text) is { } whole)
            return Coerced.Changed(AnswerNode.Number(whole, node.Offset), 1, "number-to-integer", node.Offset, $"{node.Text} was rounded to {whole}.");
        if (types.HasFlag(ShapeTypes.String))
            return Text(node, node.Text);
        return types.HasFlag(ShapeTypes.Boolean) && (node.Text is "0" or "1")
            ? Coerced.Changed(AnswerNode.Boolean(node.Text == "1", node.Offset), 1, "number-to-boolean", node.Offset, $"{node.Text} was read as {(node.Text == "1" ? "true" : "false")}.")
            : Coerced.Unfit(node);
    }

    private static Coerced Text(AnswerNode node, string text)
        => Coerced.Changed(AnswerNode.String(text, node.Offset), 1, "scalar-to-text", node.Offset, $"{Brief(text)} was taken as text.");

    private static bool? TruthOf(string text) => text.ToLowerInvariant() switch
    {
        "true" or "yes" or "y" => true,
        "false" or "no" or "n" => false,
        _ => null,
    };

    private static string Brief(string text) => text.Length <= 60 ? text : text[..60] + "…";
}
