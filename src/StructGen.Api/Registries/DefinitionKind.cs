namespace StructGen.Api.Registries;

/// <summary>What a registered definition is.</summary>
internal enum DefinitionKind
{
    /// <summary>A JSON Schema.</summary>
    Schema = 1,

    /// <summary>A tool: description, parameters, strict.</summary>
    Tool = 2,
}
