namespace StructGen.LLamaSharp.Prompts;

/// <summary>A control token as it is written in a template.</summary>
/// <param name="Text">Such as <c>&lt;|im_start|&gt;</c>.</param>
/// <param name="Id">Its token.</param>
/// <param name="StripsLeft">Whether it swallows white space before it.</param>
/// <param name="StripsRight">Whether it swallows white space after it.</param>
internal sealed record SpecialToken(string Text, int Id, bool StripsLeft, bool StripsRight);
