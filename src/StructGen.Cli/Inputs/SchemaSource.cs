using System.Text.Json;
using StructGen.Api.Problems;

namespace StructGen.Cli.Inputs;

/// <summary>What <c>--schema</c> or <c>--spec</c> names: a file's JSON or a registered name.</summary>
/// <param name="Schema">The schema of a file.</param>
/// <param name="Name">A registered name.</param>
/// <param name="Spec">The spec of a file.</param>
internal sealed record SchemaSource(JsonElement? Schema, string? Name, JsonElement? Spec)
{
    /// <summary>Reads the files; what is no file is taken for a name.</summary>
    public static SchemaSource From(string? schema, string? spec)
    {
        if (schema is not null == spec is not null)
            throw new ProblemException(ProblemKind.MalformedRequest, "Give exactly one of --schema and --spec.");
        if (spec is not null)
            return new(null, null, JsonInput.Read(spec));
        return LooksLikeFile(schema!) ? new(JsonInput.Read(schema!), null, null) : new(null, schema, null);
    }

    private static bool LooksLikeFile(string schema)
        => File.Exists(schema) || schema.EndsWith(".json", StringComparison.OrdinalIgnoreCase) || schema.Contains('/', StringComparison.Ordinal) || schema.Contains('\\', StringComparison.Ordinal);
}
