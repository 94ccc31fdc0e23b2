namespace StructGen.Generation.Requests;

/// <summary>What the model writes.</summary>
public enum AnswerSurface
{
    /// <summary>JSON.</summary>
    Json,

    /// <summary>YAML, block style.</summary>
    Yaml,
}
