namespace StructGen.Generation.Absence;

/// <summary>What becomes of one absent member.</summary>
internal enum AbsentMember
{
    /// <summary>It is null.</summary>
    Null,

    /// <summary>It is not there.</summary>
    LeftOut,

    /// <summary>It has its default.</summary>
    Default,

    /// <summary>There is no data.</summary>
    Error,
}
