namespace StructGen.Generation.Prompting.Shapes;

/// <summary>How a type is written.</summary>
internal sealed record ShapeWriterOptions
{
    /// <summary>As <c>models/MODEL_CARD.md</c> defines it.</summary>
    public static ShapeWriterOptions Card { get; } = new();

    /// <summary>As prompt mode shows a JSON Schema: the card's form with the root's and the options' words.</summary>
    public static ShapeWriterOptions Prompt { get; } = new() { OptionWords = true, RootDescription = true };

    /// <summary>As prompt mode shows a spec, which knows no optional members.</summary>
    public static ShapeWriterOptions Spec { get; } = new() { OptionWords = true, Optional = false };

    /// <summary>As an argument of a function: everything on one line, no words.</summary>
    public static ShapeWriterOptions Inline { get; } = new() { OneLine = true };

    /// <summary>Whether properties that are not required are marked with <c>?</c>.</summary>
    public bool Optional { get; init; } = true;

    /// <summary>Whether the meaning of options follows the description.</summary>
    public bool OptionWords { get; init; }

    /// <summary>Whether the root's own description stands on the first line.</summary>
    public bool RootDescription { get; init; }

    /// <summary>Whether objects stay on one line.</summary>
    public bool OneLine { get; init; }
}
