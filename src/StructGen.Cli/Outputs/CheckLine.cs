using StructGen.Constraints;

namespace StructGen.Cli.Outputs;

/// <summary>The verdict on one instance.</summary>
/// <param name="Source">The instance's file.</param>
/// <param name="Valid">Whether it satisfies the schema.</param>
/// <param name="Errors">Every place where it does not.</param>
internal sealed record CheckLine(string Source, bool Valid, IReadOnlyList<ValidationError> Errors);
