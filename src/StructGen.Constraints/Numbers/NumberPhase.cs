namespace StructGen.Constraints.Numbers;

/// <summary>How far a JSON number is written (RFC 8259 section 6).</summary>
internal enum NumberPhase
{
    /// <summary>Nothing yet.</summary>
    Start,

    /// <summary>After the sign.</summary>
    Minus,

    /// <summary>After an integer part of 0.</summary>
    Zero,

    /// <summary>Within an integer part that does not begin with 0.</summary>
    Integer,

    /// <summary>After the decimal point.</summary>
    Point,

    /// <summary>Within the fraction.</summary>
    Fraction,

    /// <summary>After <c>e</c>.</summary>
    E,

    /// <summary>After the exponent's sign.</summary>
    ExponentSign,

    /// <summary>Within the exponent.</summary>
    Exponent,
}
