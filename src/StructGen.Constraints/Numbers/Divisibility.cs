using System.Numerics;
using StructGen.Constraints.Patterns;
using StructGen.Constraints.Schemas;

namespace StructGen.Constraints.Numbers;

/// <summary>
/// A condition on what divides a number: "a multiple of 3 and not of 2" is <c>3 ? (2 ? no : yes) : no</c>, a decision diagram over divisors in ascending order.
/// </summary>
/// <remarks>Made by <see cref="Divisibilities"/>, which never makes two of the same structure: equal means same reference.</remarks>
internal sealed class Divisibility
{
    internal Divisibility(bool answer)
    {
        Answer = answer;
        var key = new KeyHash(answer ? 2001 : 2000);
        Key = key.Value;
    }

    internal Divisibility(ExactNumber divisor, Divisibility divides, Divisibility otherwise)
    {
        Divisor = divisor;
        Divides = divides;
        Otherwise = otherwise;
        Key = KeyOf(divisor, divides, otherwise);
        IsDense = otherwise.IsDense || otherwise.Answer == true;
    }

    /// <summary>Set for a condition that is always or never met.</summary>
    public bool? Answer { get; }

    public ExactNumber Divisor { get; }

    /// <summary>The condition where the divisor divides.</summary>
    public Divisibility? Divides { get; }

    /// <summary>The condition where it does not.</summary>
    public Divisibility? Otherwise { get; }

    /// <summary>The clock of those who ask; null for the plain answers.</summary>
    public Work? Work { get; init; }

    /// <summary>Structural, equal across arenas.</summary>
    public UInt128 Key { get; }

    /// <summary>Whether numbers that none of the divisors divides meet it, hence some number in every interval.</summary>
    public bool IsDense { get; }

    public bool MetBy(ExactNumber value)
    {
        var at = this;
        while (at.Answer is null) at = value.IsMultipleOf(at.Divisor) ? at.Divides! : at.Otherwise!;
        return at.Answer.Value;
    }

    /// <summary>The divisors that the condition asks about.</summary>
    public IReadOnlyList<ExactNumber> Divisors
    {
        get
        {
            if (field is { } known) return known;
            var divisors = new List<ExactNumber>();
            var seen = new HashSet<Divisibility>();
            var open = new Stack<Divisibility>([this]);
            while (open.TryPop(out var at))
            {
                if (at.Answer is not null || !seen.Add(at)) continue;
                Work?.Step();
                divisors.Add(at.Divisor);
                open.Push(at.Otherwise!);
                open.Push(at.Divides!);
            }

            return field = divisors;
        }
    }

    public static UInt128 KeyOf(ExactNumber divisor, Divisibility divides, Divisibility otherwise)
    {
        var key = new KeyHash(2002);
        key.Add(divisor);
        key.Add(divides.Key);
        key.Add(otherwise.Key);
        return key.Value;
    }
}
