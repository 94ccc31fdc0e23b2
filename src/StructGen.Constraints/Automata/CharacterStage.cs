namespace StructGen.Constraints.Automata;

/// <summary>How far a character of a JSON string is written.</summary>
internal enum CharacterStage
{
    /// <summary>One byte of UTF-8 is missing.</summary>
    OneMore,

    /// <summary>Two bytes of UTF-8 are missing.</summary>
    TwoMore,

    /// <summary>Three bytes of UTF-8 are missing.</summary>
    ThreeMore,

    /// <summary>After <c>\</c>; positions are scalar values.</summary>
    Backslash,

    /// <summary>After <c>\u</c>; positions are scalar values.</summary>
    U,

    /// <summary>After <c>\u0</c>; positions are scalar values.</summary>
    U0,

    /// <summary>After <c>\u00</c>; positions are scalar values.</summary>
    U00,

    /// <summary>After <c>\u000</c> or <c>\u001</c>; positions are the last digit's values.</summary>
    LastDigit,
}

/// <summary>Sizes of the stages.</summary>
internal static class CharacterStages
{
    /// <summary>How many positions a stage tells apart.</summary>
    public static int Positions(this CharacterStage stage) => stage switch
    {
        CharacterStage.OneMore => 1 << 6,
        CharacterStage.TwoMore => 1 << 12,
        CharacterStage.ThreeMore => 1 << 18,
        CharacterStage.LastDigit => 16,
        CharacterStage.Backslash => '\\' + 1,
        _ => 0x20,
    };
}
