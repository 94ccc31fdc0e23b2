using System.Text.Json;

namespace StructGen.Constraints;

/// <summary>Interim: the branch machine brings the real one.</summary>
/// <param name="vocabulary">The vocabulary.</param>
public sealed class ConstraintCompiler(Vocabulary vocabulary)
{
    /// <summary>Interim.</summary>
    public CompiledConstraint Compile(JsonElement schema, ConstraintOptions? options = null)
        => throw new NotImplementedException($"{schema.ValueKind} {vocabulary.Count} {options?.Surface}");
}
