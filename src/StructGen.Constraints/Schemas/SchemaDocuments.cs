using System.Collections.Frozen;
using System.Text.Json;

namespace StructGen.Constraints.Schemas;

/// <summary>The documents that references may lead to: the metaschemas and what the caller registered. Nothing is ever fetched.</summary>
internal sealed class SchemaDocuments(IReadOnlyDictionary<string, JsonElement> registered)
{
    private const string Prefix = "metaschemas/";

    private static readonly Lazy<FrozenDictionary<string, JsonElement>> Metaschemas = new(LoadMetaschemas);

    private static readonly FrozenDictionary<string, SchemaDraft> Drafts = new Dictionary<string, SchemaDraft>
    {
        ["json-schema.org/draft-03/schema"] = SchemaDraft.Draft4,
        ["json-schema.org/draft-04/schema"] = SchemaDraft.Draft4,
        ["json-schema.org/draft-06/schema"] = SchemaDraft.Draft6,
        ["json-schema.org/draft-07/schema"] = SchemaDraft.Draft7,
        ["json-schema.org/draft/2019-09/schema"] = SchemaDraft.Draft201909,
        ["json-schema.org/draft/2020-12/schema"] = SchemaDraft.Draft202012,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private readonly FrozenDictionary<string, JsonElement> _registered = registered.ToFrozenDictionary(
        pair => UriReference.WithoutFragment(pair.Key), pair => pair.Value, StringComparer.Ordinal);

    /// <summary>The document of a URI without fragment, by the URI it was registered with or else by its own <c>$id</c>.</summary>
    public bool TryFind(string uri, out JsonElement document)
    {
        if (_registered.TryGetValue(uri, out document) || Metaschemas.Value.TryGetValue(WithoutScheme(uri), out document)) return true;
        foreach (var candidate in _registered.Values)
        {
            if (OwnId(candidate) != uri) continue;
            document = candidate;
            return true;
        }

        return false;
    }

    /// <summary>What a <c>$schema</c> means; an unknown one means the newest draft.</summary>
    /// <param name="schema">The value of <c>$schema</c>.</param>
    /// <param name="unknown">A vocabulary that the metaschema requires and nobody here knows; null where there is none.</param>
    public SchemaDialect DialectOf(string schema, out string? unknown) => DialectOf(schema, 0, out unknown);

    private SchemaDialect DialectOf(string schema, int depth, out string? unknown)
    {
        unknown = null;
        var uri = UriReference.WithoutFragment(schema.Trim());
        if (Drafts.TryGetValue(WithoutScheme(uri), out var draft)) return new SchemaDialect(draft);
        if (depth > 8 || !TryFind(uri, out var metaschema) || metaschema.ValueKind != JsonValueKind.Object) return new SchemaDialect(SchemaDraft.Draft202012);
        var parent = metaschema.TryGetProperty("$schema", out var own) && own.ValueKind == JsonValueKind.String
            ? DialectOf(JsonText.Of(own), depth + 1, out _)
            : new SchemaDialect(SchemaDraft.Draft202012);
        if (parent.Draft < SchemaDraft.Draft201909 || !metaschema.TryGetProperty("$vocabulary", out var declared) || declared.ValueKind != JsonValueKind.Object)
            return new SchemaDialect(parent.Draft);
        var vocabularies = KeywordVocabulary.Core;
        var asserts = false;
        foreach (var entry in declared.EnumerateObject())
        {
            var name = JsonText.NameOf(entry);
            var known = Vocabulary(name, parent.Draft);
            if (known == 0 && entry.Value.ValueKind == JsonValueKind.True) unknown = name;
            vocabularies |= known;
            asserts |= name.EndsWith("/vocab/format-assertion", StringComparison.Ordinal);
        }

        return new SchemaDialect(parent.Draft, vocabularies, asserts);
    }

    private static KeywordVocabulary Vocabulary(string uri, SchemaDraft draft) => uri[(uri.LastIndexOf("/vocab/", StringComparison.Ordinal) + 1)..] switch
    {
        _ when !WithoutScheme(uri).StartsWith("json-schema.org/draft/", StringComparison.Ordinal) => 0,
        "vocab/core" => KeywordVocabulary.Core,
        "vocab/applicator" when draft == SchemaDraft.Draft201909 => KeywordVocabulary.Applicator | KeywordVocabulary.Unevaluated,
        "vocab/applicator" => KeywordVocabulary.Applicator,
        "vocab/unevaluated" => KeywordVocabulary.Unevaluated,
        "vocab/validation" => KeywordVocabulary.Validation,
        "vocab/meta-data" => KeywordVocabulary.MetaData,
        "vocab/format" or "vocab/format-annotation" or "vocab/format-assertion" => KeywordVocabulary.Format,
        "vocab/content" => KeywordVocabulary.Content,
        _ => 0,
    };

    private static string? OwnId(JsonElement document)
    {
        if (document.ValueKind != JsonValueKind.Object) return null;
        if (!document.TryGetProperty("$id", out var id) && !document.TryGetProperty("id", out id)) return null;
        return id.ValueKind == JsonValueKind.String ? UriReference.WithoutFragment(JsonText.Of(id)) : null;
    }

    private static string WithoutScheme(string uri)
        => uri.StartsWith("http://", StringComparison.Ordinal) ? uri[7..] : uri.StartsWith("https://", StringComparison.Ordinal) ? uri[8..] : uri;

    private static FrozenDictionary<string, JsonElement> LoadMetaschemas()
    {
        var assembly = typeof(SchemaDocuments).Assembly;
        var documents = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            using var document = JsonDocument.Parse(stream);
            var root = document.RootElement.Clone();
            documents.Add(WithoutScheme(OwnId(root)!), root);
        }

        return documents.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
