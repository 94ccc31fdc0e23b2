namespace StructGen.Generation.Tools;

/// <summary>The rules of <see cref="ToolChoice"/>.</summary>
public enum ToolChoiceKind
{
    /// <summary>The model decides.</summary>
    Auto,

    /// <summary>No tool.</summary>
    None,

    /// <summary>At least one.</summary>
    Required,

    /// <summary>Exactly the named one.</summary>
    Named,
}
