using StructGen.Constraints.Automata;
using StructGen.Constraints.Tries;

namespace StructGen.Constraints;

/// <summary>What answers have explored of a constraint: the states of its machine, their masks and what else is known of them.</summary>
/// <remarks>
/// It only grows: texts that must be remembered (names, unique items, long counted arrays) add states for ever. So it is replaced when it is
/// <see cref="IsSpent"/>; matchers move to the next one by reading their text again. Thread-safe; what is known is read without a lock.
/// </remarks>
internal sealed class Exploration
{
    private readonly IByteMachine _machine;
    private readonly Work? _work;
    private readonly Lock _growing = new();
    private readonly Vocabulary _vocabulary;
    private readonly MaskCache _masks;
    private readonly StateFacts _facts;
    private readonly MaskBuilder _builder;
    private readonly ConstraintLimits _limits;
    private readonly int _spentAt;
    private ConstraintException? _fault;
    private volatile bool _isSpent;
    private int _matchers;

    /// <summary>Takes the machine; nobody else may use it from now on.</summary>
    public Exploration(IByteMachine machine, Vocabulary vocabulary, Work? work, ConstraintLimits limits)
    {
        _machine = machine;
        _work = work;
        _limits = limits;
        _vocabulary = vocabulary;
        _masks = new MaskCache(limits.MaskBytes);
        _facts = new StateFacts(machine);
        _builder = new MaskBuilder(machine, vocabulary);
        _spentAt = machine.Explored + ((limits.AutomatonStates - Math.Min(machine.Explored, limits.AutomatonStates)) / 2);
    }

    /// <summary>The state before the first byte.</summary>
    public int Start => _machine.Start;

    /// <summary>Whether it has used half of the states it may have, or failed answers other than its first: new answers begin with a new one.</summary>
    public bool IsSpent => _isSpent;

    /// <summary>One more matcher uses it.</summary>
    public void Join() => Interlocked.Increment(ref _matchers);

    /// <summary>The mask of a state: a shared one, or laid out in the caller's words.</summary>
    /// <param name="state">The state.</param>
    /// <param name="words">The caller's words.</param>
    /// <param name="laidOut">The state whose mask the words hold.</param>
    public ulong[] GetMask(int state, ulong[] words, ref int laidOut)
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

            _masks.Add(state, new StoredMask(words, _vocabulary.Masks));
            End();
        }

        laidOut = state;
        return words;
    }

    /// <summary>The state behind bytes; 0 when they are not allowed.</summary>
    public int Step(int state, ReadOnlySpan<byte> bytes)
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
            }
            catch (Exception exception) when (IsKept(exception))
            {
                throw;
            }

            End();
            return state;
        }
    }

    /// <summary>Whether the text may end.</summary>
    public bool CanEnd(int state) => Ask(state, static (self, at) => self._machine.CanEnd(at));

    /// <summary>Lower bound of the bytes to the end.</summary>
    public int MinBytes(int state) => Ask(state, static (self, at) => self._machine.MinBytes(at));

    /// <summary>Whether nothing but the end is possible.</summary>
    public bool IsOnlyEnd(int state) => Ask(state, static (self, at) => self._facts.IsOnlyEnd(at));

    /// <summary>Writes the bytes that are the only way on.</summary>
    public int ForcedBytes(int state, Span<byte> buffer)
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

    /// <summary>Writes the tokens after which the text can still be finished within so many bytes.</summary>
    public bool FillClosingMask(int state, Span<ulong> mask, int maxBytes)
    {
        lock (_growing)
        {
            Begin();
            bool fits;
            try
            {
                fits = new ClosingWalk(_machine, _vocabulary).Fill(state, mask, maxBytes);
            }
            catch (Exception exception) when (IsKept(exception))
            {
                throw;
            }

            End();
            return fits;
        }
    }

    /// <summary>Writes the language as a grammar.</summary>
    public GbnfGrammar ToGbnf(EnforcementReport report)
    {
        lock (_growing)
        {
            Begin();
            try
            {
                return _machine.ToGbnf(report, _limits.GrammarRules);
            }
            catch (Exception exception) when (exception is not UnsupportedKeywordException && IsKept(exception))
            {
                throw;
            }
        }
    }

    private T Ask<T>(int state, Func<Exploration, int, T> ask)
    {
        lock (_growing)
        {
            Begin();
            try
            {
                return ask(this, state);
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

    private void End()
    {
        if (_machine.Explored > _spentAt) _isSpent = true;
    }

    /// <summary>Never handles; remembers a fault that leaves the machine half-grown, which nothing may be read from any more.</summary>
    private bool IsKept(Exception exception)
    {
        _fault ??= exception as ConstraintException ?? new ConstraintLimitException([new ConstraintError("", "", $"An earlier fault left the constraint unusable: {exception.GetType().Name}. Compile it anew.")]);

        // What the first answer alone comes to, every other would.
        if (Volatile.Read(ref _matchers) > 1) _isSpent = true;
        return false;
    }
}
