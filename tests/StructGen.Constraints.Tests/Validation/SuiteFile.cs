using System.Text.Json;

namespace StructGen.Constraints.Tests.Validation;

/// <summary>One file of the JSON-Schema-Test-Suite and its cases.</summary>
internal sealed record SuiteFile(string Draft, string Path)
{
    private static readonly JsonDocumentOptions Reading = new() { MaxDepth = 512 };

    private static readonly JsonSerializerOptions Writing = new() { MaxDepth = 512 };

    private static readonly Dictionary<string, string> Schemas = new()
    {
        ["draft4"] = "http://json-schema.org/draft-04/schema#",
        ["draft6"] = "http://json-schema.org/draft-06/schema#",
        ["draft7"] = "http://json-schema.org/draft-07/schema#",
        ["draft2019-09"] = "https://json-schema.org/draft/2019-09/schema",
        ["draft2020-12"] = "https://json-schema.org/draft/2020-12/schema",
    };

    private static readonly Dictionary<string, JsonElement> AllRemotes = LoadRemotes();

    public static IEnumerable<string> Drafts => Schemas.Keys;

    /// <summary>The files of a folder below a draft, or of the draft itself, without deeper ones.</summary>
    public static IEnumerable<SuiteFile> In(string draft, string folder = "") => Directory
        .EnumerateFiles(System.IO.Path.Combine(RepositoryFiles.Data("json-schema-test-suite/tests"), draft, folder), "*.json")
        .Order(StringComparer.Ordinal)
        .Select(file => new SuiteFile(draft, System.IO.Path.Combine(folder, System.IO.Path.GetFileName(file))));

    /// <summary>What the suite's schemas refer to, at the address that it prescribes; a document without <c>$schema</c> is of this file's draft.</summary>
    public IReadOnlyDictionary<string, JsonElement> Remotes => AllRemotes.ToDictionary(pair => pair.Key, pair => WithDraft(pair.Value));

    public IEnumerable<SuiteCase> Cases()
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(System.IO.Path.Combine(RepositoryFiles.Data("json-schema-test-suite/tests"), Draft, Path)), Reading);
        foreach (var group in document.RootElement.EnumerateArray())
        {
            var schema = WithDraft(group.GetProperty("schema").Clone());
            foreach (var test in group.GetProperty("tests").EnumerateArray())
            {
                yield return new SuiteCase(
                    $"{Draft}/{Path}: {group.GetProperty("description").GetString()}: {test.GetProperty("description").GetString()}",
                    schema, test.GetProperty("data").Clone(), test.GetProperty("valid").GetBoolean());
            }
        }
    }

    /// <summary>The suite leaves the draft to the folder; our validator takes it from <c>$schema</c>.</summary>
    private JsonElement WithDraft(JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object || schema.TryGetProperty("$schema", out _)) return schema;
        var members = schema.EnumerateObject().ToDictionary(property => property.Name, property => property.Value);
        members["$schema"] = JsonSerializer.SerializeToElement(Schemas[Draft]);
        return JsonSerializer.SerializeToElement(members, Writing);
    }

    private static Dictionary<string, JsonElement> LoadRemotes()
    {
        var folder = RepositoryFiles.Data("json-schema-test-suite/remotes");
        var remotes = new Dictionary<string, JsonElement>();
        foreach (var file in Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories))
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file));
            remotes["http://localhost:1234/" + System.IO.Path.GetRelativePath(folder, file).Replace('\\', '/')] = document.RootElement.Clone();
        }

        return remotes;
    }

    public override string ToString() => $"{Draft}/{Path}";
}

/// <summary>One instance with its verdict.</summary>
internal sealed record SuiteCase(string Name, JsonElement Schema, JsonElement Instance, bool IsValid);
