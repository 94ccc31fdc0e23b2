using StructGen.Constraints.Automata;

namespace StructGen.Constraints.Writers;

/// <summary>Numbers as rules over their characters, one a state of the number automaton.</summary>
/// <remarks>
/// With exponents most sets of numbers are not regular: whether <c>0.00001e5</c> is an integer takes a count of its digits. Such sets are written without
/// exponents, which loses spellings but no value. What cannot be finished without them is left out.
/// </remarks>
internal sealed class GbnfNumbers(GbnfRules rules, NumberAutomaton numbers)
{
    private const string AllSigns = "+-.0123456789Ee";
    private const string NoExponents = "-.0123456789";

    /// <summary>The states of a number whose exponent is free, and some more.</summary>
    private const int FewStates = 64;

    private readonly Dictionary<int, Automaton> _automata = [];

    /// <summary>The rule of a number; null where it has no spelling.</summary>
    public string? Rule(int start)
    {
        if (!_automata.TryGetValue(start, out var automaton))
            _automata[start] = automaton = Explore(start, AllSigns, FewStates) ?? Explore(start, NoExponents, rules.Limit) ?? throw rules.TooMany();
        return automaton.Live.Contains(start) ? Rule(automaton, start) : null;
    }

    private string Rule(Automaton automaton, int state) => rules.Rule("number", (state, automaton.Signs), () => Alternatives(automaton, state));

    private IEnumerable<string> Alternatives(Automaton automaton, int state)
    {
        if (numbers.Accepts(state)) yield return "\"\"";
        foreach (var move in automaton.Signs.GroupBy(sign => numbers.Step(state, (byte)sign)).Where(move => automaton.Live.Contains(move.Key)))
            yield return $"{GbnfRules.Class(move.Select(sign => ((int)sign, (int)sign)))} {Rule(automaton, move.Key)}";
    }

    /// <summary>All states that signs lead to, and which of them lead to an end; null when there are too many.</summary>
    private Automaton? Explore(int start, string signs, int limit)
    {
        var before = new Dictionary<int, List<int>> { [start] = [] };
        var open = new Queue<int>([start]);
        while (open.TryDequeue(out var state))
        {
            foreach (var sign in signs)
            {
                var next = numbers.Step(state, (byte)sign);
                if (next == 0) continue;
                if (!before.TryGetValue(next, out var origins))
                {
                    if (before.Count == limit) return null;
                    before[next] = origins = [];
                    open.Enqueue(next);
                }

                origins.Add(state);
            }
        }

        var live = before.Keys.Where(numbers.Accepts).ToHashSet();
        var ends = new Stack<int>(live);
        while (ends.TryPop(out var state))
            foreach (var origin in before[state])
                if (live.Add(origin)) ends.Push(origin);
        return new Automaton(signs, live);
    }

    private sealed record Automaton(string Signs, HashSet<int> Live);
}
