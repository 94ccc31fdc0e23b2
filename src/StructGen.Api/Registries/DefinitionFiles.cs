using System.Collections.Frozen;
using System.Text.Json;
using StructGen.Api.Problems;
using StructGen.Api.Requests;

namespace StructGen.Api.Registries;

/// <summary>Definitions that ship as files: <c>schemas/NAME.schema.json</c> and <c>schemas/tools/NAME.tool.json</c>, read once. Immutable.</summary>
internal sealed class DefinitionFiles
{
    private const long MaxBytes = 8_000_000;
    private const int MaxDepth = 256;
    private readonly FrozenDictionary<(DefinitionKind, string), Definition> _definitions;

    private DefinitionFiles(Dictionary<(DefinitionKind, string), Definition> definitions, IReadOnlyList<string> faults)
    {
        _definitions = definitions.ToFrozenDictionary();
        Faults = faults;
    }

    /// <summary>No files.</summary>
    public static DefinitionFiles None { get; } = new([], []);

    /// <summary>Files that were passed over and why; file names only.</summary>
    public IReadOnlyList<string> Faults { get; }

    /// <summary>Reads a folder; one that does not exist holds nothing.</summary>
    public static DefinitionFiles Load(string folder)
    {
        var definitions = new Dictionary<(DefinitionKind, string), Definition>();
        var faults = new List<string>();
        Load(folder, ".schema.json", DefinitionKind.Schema, definitions, faults);
        Load(Path.Combine(folder, "tools"), ".tool.json", DefinitionKind.Tool, definitions, faults);
        return new(definitions, faults);
    }

    /// <summary>The file's definition; null when there is none.</summary>
    public Definition? Find(DefinitionKind kind, string name) => _definitions.GetValueOrDefault((kind, name));

    /// <summary>All of a kind, in ordinal order of their names.</summary>
    public IEnumerable<Definition> All(DefinitionKind kind)
        => _definitions.Values.Where(definition => definition.Kind == kind).OrderBy(definition => definition.Name, StringComparer.Ordinal);

    private static void Load(
        string folder, string suffix, DefinitionKind kind, Dictionary<(DefinitionKind, string), Definition> definitions, List<string> faults)
    {
        if (!Directory.Exists(folder))
            return;
        foreach (var file in Directory.EnumerateFiles(folder, "*" + suffix))
        {
            var name = Path.GetFileName(file)[..^suffix.Length];
            if (Read(file, kind, name, faults) is { } definition)
                definitions[(kind, name)] = definition;
        }
    }

    private static Definition? Read(string file, DefinitionKind kind, string name, List<string> faults)
    {
        try
        {
            DefinitionName.Require(kind, name);
            var info = new FileInfo(file);
            if (info.Length > MaxBytes)
                throw new ProblemException(ProblemKind.RequestTooLarge, $"The file has {info.Length} bytes and the limit is {MaxBytes}.");
            var bytes = File.ReadAllBytes(file);
            var json = RequestJson.Parse(bytes, MaxDepth);
            if (kind == DefinitionKind.Tool)
                RequestJson.Read(json, ApiJson.Default.ToolBody);
            else if (json.ValueKind is not (JsonValueKind.Object or JsonValueKind.True or JsonValueKind.False))
                throw new ProblemException(ProblemKind.InvalidSchema, "A schema is an object or a boolean.");
            return new()
            {
                Kind = kind,
                Name = name,
                Version = 1,
                Hash = DocumentHash.Of(json),
                Document = json.GetRawText(),
                CreatedAt = info.LastWriteTimeUtc,
            };
        }
        catch (Exception exception) when (exception is ProblemException or IOException or UnauthorizedAccessException)
        {
            faults.Add($"{Path.GetFileName(file)}: {(exception is ProblemException ? exception.Message : "cannot be read")}");
            return null;
        }
    }
}
