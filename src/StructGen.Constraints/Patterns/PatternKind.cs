namespace StructGen.Constraints.Patterns;

/// <summary>The forms of a <see cref="Pattern"/>.</summary>
internal enum PatternKind
{
    /// <summary>No string.</summary>
    Nothing,

    /// <summary>The empty string alone.</summary>
    Empty,

    /// <summary>One character of a set.</summary>
    Chars,

    /// <summary>One of many strings, from a column of a sorted table on.</summary>
    Literals,

    /// <summary>The first part, then the second.</summary>
    Concat,

    /// <summary>A part a number of times.</summary>
    Repeat,

    /// <summary>In any of the parts.</summary>
    Or,

    /// <summary>In each of the parts.</summary>
    And,

    /// <summary>Not in the part.</summary>
    Not,

    /// <summary>Defined by itself, unfolded when asked for: a loop around a lookahead.</summary>
    Recursive,
}
