using StructGen.Constraints.Patterns;

namespace StructGen.Constraints.Validation;

/// <summary>A pattern or format of the engine: the same language that the masks enforce, in time linear in the text.</summary>
internal sealed class PatternTest(PatternArenas arenas, Func<PatternArena, Pattern> pattern) : StringTest
{
    public override bool Holds(string text) => arenas.Use(arena => arena.Contains(pattern(arena), text));
}
