using StructGen.Constraints;

namespace StructGen.TestKit.Constraints;

/// <summary>Compiled constraints that allow a few given texts, without the engine's compiler.</summary>
public static class ChoiceConstraints
{
    /// <summary>A constraint with an empty report.</summary>
    public static CompiledConstraint Of(Vocabulary vocabulary, params string[] texts) => Of(vocabulary, new EnforcementReport([]), texts);

    /// <summary>A constraint with a report.</summary>
    public static CompiledConstraint Of(Vocabulary vocabulary, EnforcementReport report, params string[] texts)
    {
        Exploration Explore() => new(new ChoiceMachine(texts), vocabulary, null, ConstraintLimits.Default);
        return new CompiledConstraint(vocabulary, report, Explore(), Explore);
    }
}
