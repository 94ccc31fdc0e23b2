namespace StructGen.Constraints;

/// <summary>A constraint made ready for one vocabulary: compile once, share between all answers.</summary>
/// <remarks>
/// Immutable to the outside and thread-safe: any number of matchers may run at once. Inside it learns: states and masks are computed when
/// first needed and kept; when half of <see cref="ConstraintLimits.AutomatonStates"/> are in use they are forgotten and learned anew, so that a
/// constraint may serve any number of answers.
/// </remarks>
public sealed class CompiledConstraint
{
    private readonly Func<Exploration> _explore;
    private readonly Func<Exploration>? _exploreForGrammar;
    private readonly Lock _renewing = new();
    private Exploration _current;

    /// <summary>Begins to explore.</summary>
    /// <param name="vocabulary">What masks speak of.</param>
    /// <param name="report">What becomes of every keyword.</param>
    /// <param name="current">What is explored so far.</param>
    /// <param name="explore">Begins anew.</param>
    /// <param name="exploreForGrammar">Begins anew for a grammar, where that is explored in a way of its own.</param>
    internal CompiledConstraint(Vocabulary vocabulary, EnforcementReport report, Exploration current, Func<Exploration> explore, Func<Exploration>? exploreForGrammar = null)
    {
        Vocabulary = vocabulary;
        Report = report;
        _current = current;
        _explore = explore;
        _exploreForGrammar = exploreForGrammar;
    }

    /// <summary>The vocabulary whose tokens the masks speak of.</summary>
    public Vocabulary Vocabulary { get; }

    /// <summary>What becomes of every keyword.</summary>
    public EnforcementReport Report { get; }

    /// <summary>Lower bound of the bytes of an answer.</summary>
    public int MinBytes
    {
        get
        {
            var live = Live();
            return live.MinBytes(live.Start);
        }
    }

    /// <summary>Begins an answer.</summary>
    public ConstraintMatcher CreateMatcher() => new(this);

    /// <summary>Writes the constraint as a grammar for llama.cpp and other runtimes that read GBNF.</summary>
    /// <remarks>
    /// Costs what all states of the constraint's strings and numbers cost, which masks explore only as far as they are needed. Under <see cref="PropertyOrder.Declared"/>
    /// names of small closed sets (<c>^Q[1-4]$</c>), which masks allow in any order, follow one order in the grammar.
    /// </remarks>
    /// <exception cref="ConstraintLimitException">The grammar would have more than <see cref="ConstraintLimits.GrammarRules"/> rules.</exception>
    /// <exception cref="UnsupportedKeywordException">The constraint writes YAML or pretty-printed JSON, whose indentation no context-free grammar follows.</exception>
    public GbnfGrammar ToGbnf() => (_exploreForGrammar?.Invoke() ?? Live()).ToGbnf(Report);

    /// <summary>What is explored, begun anew when that is spent.</summary>
    internal Exploration Live()
    {
        lock (_renewing)
        {
            if (_current.IsSpent) _current = _explore();
            return _current;
        }
    }
}
