using System.Text;

namespace StructGen.Generation.Prompting.Shapes;

/// <summary>What stands after <c>//</c>: the description, the format, the meaning of the options; one line.</summary>
internal static class ShapeWords
{
    public static string Of(TypeShape shape, bool optionWords)
    {
        var words = new StringBuilder();
        words.Append(OneLine(First(shape, known => known.Description) ?? ""));
        if (First(shape, known => known.Format) is { Length: > 0 } format)
            words.Append(words.Length > 0 ? ", " : "").Append("format: ").Append(OneLine(format));
        if (optionWords)
        {
            foreach (var (option, meaning) in Options(shape))
                words.Append(words.Length > 0 ? "; " : "").Append(JsonText.Quote(option)).Append(" is ").Append(OneLine(meaning));
        }

        return words.ToString();
    }

    /// <summary>The options of a shape, or of its items, that have words.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Options(TypeShape shape)
    {
        foreach (var known in Chain(shape))
        {
            if (known.OptionDescriptions.Count > 0)
                return known.OptionDescriptions.Where(option => option.Value.Length > 0);
            if (known.Alternatives is { Count: > 1 } branches && branches.TrueForAll(branch => branch.Literals is { Count: 1 }))
            {
                return branches.Where(branch => branch is { Description.Length: > 0 } && branch.Literals![0].ValueKind == System.Text.Json.JsonValueKind.String)
                    .Select(branch => KeyValuePair.Create(branch.Literals![0].GetString()!, branch.Description!));
            }
        }

        return [];
    }

    /// <summary>The text with every run of white space as one space.</summary>
    public static string OneLine(string text) => text.AsSpan().ContainsAny("\n\r\t") || text.Contains("  ", StringComparison.Ordinal)
        ? string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        : text.Trim();

    private static string? First(TypeShape shape, Func<TypeShape, string?> word)
        => Chain(shape).Select(word).FirstOrDefault(found => !string.IsNullOrWhiteSpace(found));

    /// <summary>The shape, what it stands for, the one branch beside null, and the items of an array of scalars.</summary>
    private static IEnumerable<TypeShape> Chain(TypeShape shape)
    {
        for (var step = 0; step < 8; step++)
        {
            yield return shape;
            if (shape.Alternatives is [var only])
                shape = only;
            else if (shape.Alternatives is [var left, var right] && (left.Types == ShapeTypes.Null || right.Types == ShapeTypes.Null))
                shape = left.Types == ShapeTypes.Null ? right : left;
            else if (shape.Types is ShapeTypes.Array && shape.Items is { } items && !items.Resolve().Admits(ShapeTypes.Object))
                shape = items;
            else
                yield break;
        }
    }
}
