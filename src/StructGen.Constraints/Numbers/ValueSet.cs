using StructGen.Constraints.Patterns;
using StructGen.Constraints.Schemas;

namespace StructGen.Constraints.Numbers;

/// <summary>
/// A set of numbers as cuts and what holds between them: "at least 1, a multiple of 0.5, not 2" has the cuts 1 (in), 2 (out) and the conditions
/// never, multiple of 0.5, multiple of 0.5.
/// </summary>
/// <remarks>Canonical: a cut that changes nothing is not there. Boolean operations go piece by piece. Immutable.</remarks>
internal sealed class ValueSet
{
    public ValueSet(ExactNumber[] cuts, bool[] members, Divisibility[] between)
    {
        Cuts = cuts;
        Members = members;
        Between = between;
        var key = new KeyHash(2100);
        for (var i = 0; i <= cuts.Length; i++)
        {
            key.Add(between[i].Key);
            if (i == cuts.Length) break;
            key.Add(cuts[i]);
            key.Add(members[i] ? 1L : 0L);
        }

        Key = key.Value;
    }

    /// <summary>Ascending.</summary>
    public ExactNumber[] Cuts { get; }

    /// <summary>Of a large set without divisors, for questions about beginnings; null for others.</summary>
    public CutIndex? Index => field ??= Cuts.Length > CutIndex.Least && Array.TrueForAll(Between, condition => condition.Answer is not null) ? new CutIndex(this) : null;

    /// <summary>Whether each cut itself is in the set.</summary>
    public bool[] Members { get; }

    /// <summary>The condition between the cuts: entry <c>i</c> holds below cut <c>i</c>, the last one above the last cut.</summary>
    public Divisibility[] Between { get; }

    /// <summary>Structural, equal across arenas.</summary>
    public UInt128 Key { get; }

    public bool Contains(ExactNumber value)
    {
        var at = Array.BinarySearch(Cuts, value);
        return at >= 0 ? Members[at] : Between[~at].MetBy(value);
    }

    /// <summary>The set piece by piece joined with another.</summary>
    public ValueSet Join(ValueSet other, Func<bool, bool, bool> ofMembers, Func<Divisibility, Divisibility, Divisibility> ofConditions)
    {
        var cuts = new List<ExactNumber>(Cuts.Length + other.Cuts.Length);
        var members = new List<bool>();
        var between = new List<Divisibility> { ofConditions(Between[0], other.Between[0]) };
        int i = 0, j = 0;
        while (i < Cuts.Length || j < other.Cuts.Length)
        {
            var order = i == Cuts.Length ? 1 : j == other.Cuts.Length ? -1 : Cuts[i].CompareTo(other.Cuts[j]);
            var cut = order <= 0 ? Cuts[i] : other.Cuts[j];
            var left = order <= 0 ? Members[i] : Between[i].MetBy(cut);
            var right = order >= 0 ? other.Members[j] : other.Between[j].MetBy(cut);
            if (order <= 0) i++;
            if (order >= 0) j++;
            Append(cuts, members, between, cut, ofMembers(left, right), ofConditions(Between[i], other.Between[j]));
        }

        return new ValueSet([.. cuts], [.. members], [.. between]);
    }

    public ValueSet Not(Divisibilities conditions) => new(Cuts, Array.ConvertAll(Members, member => !member), Array.ConvertAll(Between, conditions.Not));

    private static void Append(List<ExactNumber> cuts, List<bool> members, List<Divisibility> between, ExactNumber cut, bool member, Divisibility above)
    {
        if (between[^1] == above && above.MetBy(cut) == member) return;
        cuts.Add(cut);
        members.Add(member);
        between.Add(above);
    }
}
