using System.Text;
using System.Text.Json;
using StructGen.Api.Problems;
using StructGen.Api.Requests;

namespace StructGen.Cli.Inputs;

/// <summary>What <c>--schema</c> or <c>--spec</c> gives: JSON of a file, JSON written on the command line, or a registered name.</summary>
/// <param name="Schema">The schema of a file or of the command line.</param>
/// <param name="Name">A registered name.</param>
/// <param name="Spec">The spec of a file.</param>
internal sealed record SchemaSource(JsonElement? Schema, string? Name, JsonElement? Spec)
{
    /// <summary>Reads the files; what is neither JSON nor a file is taken for a name.</summary>
    public static SchemaSource From(string? schema, string? spec)
    {
        if (schema is not null == spec is not null)
            throw new ProblemException(ProblemKind.MalformedRequest, "Give exactly one of --schema and --spec.");
        if (spec is not null)
            return new(null, null, IsInline(spec) ? Parse(spec, "--spec") : JsonInput.Read(spec));
        if (IsInline(schema!))
            return new(Parse(schema!, "--schema"), null, null);
        return LooksLikeFile(schema!) ? new(JsonInput.Read(schema!), null, null) : new(null, schema, null);
    }

    private static bool IsInline(string text) => text.AsSpan().TrimStart() is ['{' or '[', ..];

    private static JsonElement Parse(string json, string option)
        => RequestJson.Parse(Encoding.UTF8.GetBytes(json), subject: $"The JSON of {option}");

    private static bool LooksLikeFile(string schema)
        => File.Exists(schema) || schema.EndsWith(".json", StringComparison.OrdinalIgnoreCase) || schema.Contains('/', StringComparison.Ordinal) || schema.Contains('\\', StringComparison.Ordinal);
}
