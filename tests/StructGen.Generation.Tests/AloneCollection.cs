namespace StructGen.Generation.Tests;

/// <summary>Tests that measure processor time run alone.</summary>
[CollectionDefinition(nameof(AloneCollection), DisableParallelization = true)]
public sealed class AloneCollection;
