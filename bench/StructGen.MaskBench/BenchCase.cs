namespace StructGen.MaskBench;

/// <summary>A schema of the set.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Schema">Its JSON text.</param>
/// <param name="Tests">Its instances; none for some.</param>
internal sealed record BenchCase(string Id, string Schema, BenchTest[] Tests);

/// <summary>An instance.</summary>
/// <param name="IsValid">Whether the schema allows it.</param>
/// <param name="Tokens">Its text as tokens.</param>
internal sealed record BenchTest(bool IsValid, int[] Tokens);
