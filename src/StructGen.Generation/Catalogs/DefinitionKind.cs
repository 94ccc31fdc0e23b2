namespace StructGen.Generation.Catalogs;

/// <summary>What a registered definition is; the number is what a store writes.</summary>
public enum DefinitionKind
{
    /// <summary>A JSON Schema.</summary>
    Schema = 1,

    /// <summary>A tool: description, parameters, strict.</summary>
    Tool = 2,
}
