namespace StructGen.Generation.Requests;

/// <summary>How an answer is made.</summary>
public enum GenerationMode
{
    /// <summary>Grammar if the model shows its tokens, else native, else prompt.</summary>
    Auto,

    /// <summary>Kor-style prompt, parse, validate, repair; any model.</summary>
    Prompt,

    /// <summary>Token masks; models that show their tokens.</summary>
    Grammar,

    /// <summary>A remote provider's own schema mode.</summary>
    Native,
}
