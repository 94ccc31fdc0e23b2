namespace StructGen.Generation.Parsing.Lenient;

/// <summary>Where a text stands: it decides which quote ends it.</summary>
internal enum LooseContext
{
    /// <summary>Alone.</summary>
    Root,

    /// <summary>The name of a member.</summary>
    Key,

    /// <summary>The value of a member.</summary>
    Member,

    /// <summary>An item of an array.</summary>
    Item,
}
