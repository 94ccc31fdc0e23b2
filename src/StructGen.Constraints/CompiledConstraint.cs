using StructGen.Constraints.Automata;
using StructGen.Constraints.Tries;

namespace StructGen.Constraints;

/// <summary>A constraint made ready for one vocabulary: compile once, share between all answers.</summary>
/// <remarks>
/// Immutable to the outside and thread-safe: any number of matchers may run at once. Inside it learns, states and masks
/// are computed when first needed and kept within <see cref="ConstraintLimits.MaskBytes"/>; what is known is read without a lock.
/// </remarks>
public sealed class CompiledConstraint
{
    private readonly IByteMachine _machine;
    private readonly Work? _work;
    private ConstraintException? _fault;
    private readonly Lock _growing = new();
    private readonly MaskCache _masks;
    private readonly StateFacts _facts;
    private readonly MaskBuilder _builder;
    private readonly int _grammarRules;

    /// <summary>Takes the machine; nobody else may use it from now on.</summary>
    internal CompiledConstraint(IByteMachine machine, Vocabulary vocabulary, EnforcementReport report, Work? work = null, ConstraintLimits? limits = null)
    {
        _machine = machine;
        _work = work;
        Vocabulary = vocabulary;
        Report = report;
        _masks = new MaskCache((limits ?? ConstraintLimits.Default).MaskBytes);
        _grammarRules = (limits ?? ConstraintLimits.Default).GrammarRules;
        _facts = new StateFacts(machine);
        _builder = new MaskBuilder(machine, vocabulary);
    }

    /// <summary>The vocabulary whose tokens the masks speak of.</summary>
    public Vocabulary Vocabulary { get; }

    /// <summary>What becomes of every keyword.</summary>
    public EnforcementReport Report { get; }

    /// <summary>Lower bound of the bytes of an answer.</summary>
    public int MinBytes => MinBytesFrom(Start);

    /// <summary>Begins an answer.</summary>
    public ConstraintMatcher CreateMatcher() => new(this);

    /// <summary>Writes the constraint as a grammar for llama.cpp and other runtimes that read GBNF.</summary>
    /// <remarks>Costs what all states of the constraint's strings and numbers cost, which masks explore only as far as they are needed.</remarks>
    /// <exception cref="ConstraintLimitException">The grammar would have more than <see cref="ConstraintLimits.GrammarRules"/> rules.</exception>
    /// <exception cref="UnsupportedKeywordException">The constraint writes YAML or pretty-printed JSON, whose indentation no context-free grammar follows.</exception>
    public GbnfGrammar ToGbnf()
    {
        lock (_growing)
        {
            Begin();
            try
            {
                return _machine.ToGbnf(Report, _grammarRules);
            }
            catch (Exception exception) when (exception is not UnsupportedKeywordException && IsKept(exception))
            {
                throw;
            }
        }
    }

    internal int Start => _machine.Start;

    /// <summary>The mask of a state: a shared one, or laid out in the caller's words.</summary>
    /// <param name="state">The state.</param>
    /// <param name="words">The caller's words.</param>
    /// <param name="laidOut">The state whose mask the words hold.</param>
    internal ulong[] GetMask(int state, ulong[] words, ref int laidOut)
    {
        if (laidOut == state) return words;
        if (_masks.Find(state) is { } known)
        {
            if (known.Dense is { } shared) return shared;
            laidOut = state;
            known.CopyTo(words);
            return words;
        }

        laidOut = -1;
        lock (_growing)
        {
            Begin();
            try
            {
                _builder.Build(state, words);
            }
            catch (Exception exception) when (IsKept(exception))
            {
                throw;
            }

            _masks.Add(state, new StoredMask(words, Vocabulary.Masks));
        }

        laidOut = state;
        return words;
    }

    internal int Step(int state, ReadOnlySpan<byte> bytes)
    {
        lock (_growing)
        {
            Begin();
            try
            {
                foreach (var value in bytes)
                {
                    state = _machine.Step(state, value);
                    if (state == 0) break;
                }

                return state;
            }
            catch (Exception exception) when (IsKept(exception))
            {
                throw;
            }
        }
    }

    internal bool CanEnd(int state)
    {
        lock (_growing)
        {
            Begin();
            try
            {
                return _machine.CanEnd(state);
            }
            catch (Exception exception) when (IsKept(exception))
            {
                throw;
            }
        }
    }

    internal int MinBytesFrom(int state)
    {
        lock (_growing)
        {
            Begin();
            try
            {
                return _machine.MinBytes(state);
            }
            catch (Exception exception) when (IsKept(exception))
            {
                throw;
            }
        }
    }

    internal bool IsOnlyEnd(int state)
    {
        lock (_growing)
        {
            Begin();
            try
            {
                return _facts.IsOnlyEnd(state);
            }
            catch (Exception exception) when (IsKept(exception))
            {
                throw;
            }
        }
    }

    internal int ForcedBytes(int state, Span<byte> buffer)
    {
        lock (_growing)
        {
            Begin();
            try
            {
                return _facts.ForcedBytes(state, buffer);
            }
            catch (Exception exception) when (IsKept(exception))
            {
                throw;
            }
        }
    }

    internal bool FillClosingMask(int state, Span<ulong> mask, int maxBytes)
    {
        lock (_growing)
        {
            Begin();
            try
            {
                return new ClosingWalk(_machine, Vocabulary).Fill(state, mask, maxBytes);
            }
            catch (Exception exception) when (IsKept(exception))
            {
                throw;
            }
        }
    }

    private void Begin()
    {
        if (_fault is not null) throw new ConstraintLimitException(_fault.Errors);
        _work?.Begin();
    }

    /// <summary>Never handles; remembers a fault that leaves the machine half-grown, which nothing may be read from any more.</summary>
    private bool IsKept(Exception exception)
    {
        _fault ??= exception as ConstraintException ?? new ConstraintLimitException([new ConstraintError("", "", $"An earlier fault left the constraint unusable: {exception.GetType().Name}. Compile it anew.")]);
        return false;
    }
}
