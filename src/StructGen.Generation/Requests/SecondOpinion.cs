namespace StructGen.Generation.Requests;

/// <summary>What the second validator says.</summary>
public enum SecondOpinion
{
    /// <summary>The same verdict.</summary>
    Agrees,

    /// <summary>The other verdict: logged and counted.</summary>
    Differs,

    /// <summary>Not asked: the schema is one that it cannot be given safely.</summary>
    Skipped,
}
