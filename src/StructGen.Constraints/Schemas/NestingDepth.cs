using System.Text.Json;

namespace StructGen.Constraints.Schemas;

/// <summary>Measures nesting without recursion, before anything recurses.</summary>
internal static class NestingDepth
{
    /// <summary>Place of the first value nested deeper than the limit, its outer part; null when there is none.</summary>
    public static string? FirstBeyond(ReadOnlySpan<byte> json, int limit)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = int.MaxValue });
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray && reader.CurrentDepth >= limit)
                return PlaceOf(json, reader.TokenStartIndex);
        }

        return null;
    }

    /// <summary>The first eight steps of the path to a token.</summary>
    private static string PlaceOf(ReadOnlySpan<byte> json, long target)
    {
        var path = new List<(bool IsArray, int Index, string Name)>();
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = int.MaxValue });
        while (reader.Read() && reader.TokenStartIndex < target)
        {
            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                path[^1] = path[^1] with { Name = System.Text.Encoding.UTF8.GetString(reader.ValueSpan) };
                continue;
            }

            if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
            {
                path.RemoveAt(path.Count - 1);
                continue;
            }

            if (path.Count > 0 && path[^1].IsArray) path[^1] = path[^1] with { Index = path[^1].Index + 1 };
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray) path.Add((reader.TokenType == JsonTokenType.StartArray, -1, ""));
        }

        if (path.Count > 0 && path[^1].IsArray) path[^1] = path[^1] with { Index = path[^1].Index + 1 };
        return string.Concat(path.Take(8).Select(step => step.IsArray ? $"/{step.Index}" : "/" + JsonPointer.Escape(step.Name))) + (path.Count > 8 ? "/…" : "");
    }
}
