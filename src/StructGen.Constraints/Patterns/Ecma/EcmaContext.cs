namespace StructGen.Constraints.Patterns.Ecma;

/// <summary>What a place in the text knows of the characters before it, as far as a pattern asks: <c>^</c> asks whether there are any, <c>\b</c> of what kind the last is.</summary>
/// <param name="AtStart">Nothing was read, where the pattern asks for it.</param>
/// <param name="AfterWord">The last character is one of <c>\w</c>, where the pattern asks for it.</param>
/// <param name="Moved">Something was read since the innermost loop around assertions began its turn.</param>
/// <param name="Behind">What the lookbehinds still wait for, a number of the translator's.</param>
internal readonly record struct EcmaContext(bool AtStart, bool AfterWord, bool Moved, int Behind);
