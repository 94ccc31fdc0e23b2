using System.Text.Json;

namespace StructGen.RepairBench.Documents;

/// <summary>The documents of the bench, from embedded JSON Lines.</summary>
internal static class DocumentSet
{
    /// <summary>Documents for JSON; every one satisfies its schema, or this throws.</summary>
    public static IReadOnlyList<BenchDocument> Json { get; } = Read("documents.jsonl");

    /// <summary>Scalar schemas with their values.</summary>
    public static IReadOnlyList<BenchDocument> Scalars { get; } = Read("scalars.jsonl");

    /// <summary>Flat records and lists of them.</summary>
    public static IReadOnlyList<BenchDocument> Tables { get; } = Read("tables.jsonl");

    /// <summary>Documents whose names can be tags.</summary>
    public static IReadOnlyList<BenchDocument> Trees { get; } = [.. Json.Where(document => document.IsRootObject && XmlNames(document.Data)), .. Tables];

    /// <summary>Answers that hold no data, by language.</summary>
    public static IReadOnlyList<string> Refusals { get; } = [.. Lines("refusals.jsonl").Select(line => line.GetProperty("text").GetString()!)];

    private static List<BenchDocument> Read(string resource)
    {
        var documents = new List<BenchDocument>();
        foreach (var line in Lines(resource))
        {
            var document = new BenchDocument(line.GetProperty("name").GetString()!, line.GetProperty("schema"), line.GetProperty("data"));
            if (!document.Accepts(document.Data))
                throw new InvalidDataException($"Document '{document.Name}' of {resource} does not satisfy its own schema; mend the file.");
            documents.Add(document);
        }

        return documents;
    }

    private static IEnumerable<JsonElement> Lines(string resource)
    {
        using var stream = typeof(DocumentSet).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidDataException($"The resource {resource} is not embedded; see the project file.");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0)
                yield return JsonElement.Parse(line);
        }
    }

    private static bool XmlNames(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().All(member
            => member.Name.All(unit => char.IsLetterOrDigit(unit) || unit == '_') && XmlNames(member.Value)),
        JsonValueKind.Array => value.EnumerateArray().All(item => item.ValueKind != JsonValueKind.Array && XmlNames(item)),
        _ => true,
    };
}
