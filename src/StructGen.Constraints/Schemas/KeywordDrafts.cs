namespace StructGen.Constraints.Schemas;

/// <summary>A set of drafts.</summary>
[Flags]
internal enum KeywordDrafts
{
    None = 0,
    Draft4 = 1,
    Draft6 = 2,
    Draft7 = 4,
    Draft201909 = 8,
    Draft202012 = 16,
    Through7 = Draft4 | Draft6 | Draft7,
    Through201909 = Through7 | Draft201909,
    From6 = Draft6 | Draft7 | Draft201909 | Draft202012,
    From7 = Draft7 | Draft201909 | Draft202012,
    From201909 = Draft201909 | Draft202012,
    All = Draft4 | From6,
}
