using System.Numerics;
using StructGen.Constraints.Schemas;

namespace StructGen.Constraints.Numbers;

/// <summary>Makes conditions of divisibility: <c>And(Of(3), Not(Of(2)))</c>. What follows from the divisors met above is decided at once: under "6 divides", 3 does.</summary>
internal sealed class Divisibilities(Work work)
{
    private readonly Dictionary<UInt128, Divisibility> _interned = [];
    private readonly Dictionary<(Divisibility, Divisibility, bool), Divisibility> _joins = [];
    private readonly Dictionary<Divisibility, Divisibility> _negations = [];
    private readonly Dictionary<(ExactNumber, Divisibility), Divisibility> _without = [];

    /// <summary>No least common multiple has more digits.</summary>
    private const int MostDigits = 20_000;

    /// <summary>Never, for those who make no conditions.</summary>
    public static Divisibility NeverAnywhere { get; } = new(false);

    public Divisibility Never { get; } = new(false);

    public Divisibility Always { get; } = new(true);

    public Divisibility Of(ExactNumber divisor) => Node(divisor, Always, Never);

    public Divisibility Not(Divisibility condition)
    {
        if (condition.Answer is { } answer) return answer ? Never : Always;
        if (_negations.TryGetValue(condition, out var known)) return known;
        if (DeepStack.IsShort) return DeepStack.Continue(static at => at.Self.Not(at.Condition), (Self: this, Condition: condition), work.Place);
        return _negations[condition] = Node(condition.Divisor, Not(condition.Divides!), Not(condition.Otherwise!));
    }

    public Divisibility And(Divisibility left, Divisibility right) => Join(left, right, and: true);

    public Divisibility Or(Divisibility left, Divisibility right) => Join(left, right, and: false);

    /// <summary>The ways to meet a condition: multiples of one number that are not multiples of others. A null divisor is "whatever, even no divisor".</summary>
    public static IEnumerable<(ExactNumber? Multiple, IReadOnlyList<ExactNumber> Excluded)> Ways(Divisibility condition) => Ways(condition, null, []);

    private static IEnumerable<(ExactNumber?, IReadOnlyList<ExactNumber>)> Ways(Divisibility at, ExactNumber? multiple, List<ExactNumber> excluded)
    {
        if (at.Answer == false) yield break;
        if (at.Answer == true)
        {
            // A generator of the multiples is a multiple of no excluded divisor, unless one divides it.
            if (multiple is null || !excluded.Any(divisor => multiple.Value.IsMultipleOf(divisor))) yield return (multiple, excluded.ToArray());
            yield break;
        }

        at.Work?.Step();
        if (DeepStack.IsShort) throw TooMany(at);
        foreach (var way in Ways(at.Divides!, multiple is { } known ? LeastCommonMultiple(known, at.Divisor) : at.Divisor, excluded)) yield return way;
        excluded.Add(at.Divisor);
        foreach (var way in Ways(at.Otherwise!, multiple, excluded)) yield return way;
        excluded.RemoveAt(excluded.Count - 1);
    }

    private static ConstraintLimitException TooMany(Divisibility at) => new([new ConstraintError(at.Work?.Place ?? "", "multipleOf", "A number here is held to too many divisors at once; use fewer multipleOf.")]);

    public static ExactNumber LeastCommonMultiple(ExactNumber a, ExactNumber b)
    {
        var exponent = Math.Min(a.Exponent, b.Exponent);
        var x = a.Mantissa * ExactNumber.PowerOfTen(a.Exponent - exponent);
        var y = b.Mantissa * ExactNumber.PowerOfTen(b.Exponent - exponent);
        if (x.GetBitLength() + y.GetBitLength() > MostDigits * 3) throw new ConstraintLimitException([new ConstraintError("", "multipleOf", $"A common multiple of the divisors here has more than {MostDigits} digits; use fewer or simpler divisors.")]);
        return Decimals.Scale(x / BigInteger.GreatestCommonDivisor(x, y) * y, exponent);
    }

    private Divisibility Join(Divisibility left, Divisibility right, bool and)
    {
        if (left == right) return left;
        if (left.Answer is { } l) return l == and ? right : left;
        if (right.Answer is { } r) return r == and ? left : right;
        if (_joins.TryGetValue((left, right, and), out var found)) return found;
        if (DeepStack.IsShort) return DeepStack.Continue(static at => at.Self.Join(at.Left, at.Right, at.And), (Self: this, Left: left, Right: right, And: and), work.Place);
        work.Step();
        var order = left.Divisor.CompareTo(right.Divisor);
        var divisor = order <= 0 ? left.Divisor : right.Divisor;
        var divides = Join(order <= 0 ? left.Divides! : left, order >= 0 ? right.Divides! : right, and);
        var otherwise = Join(order <= 0 ? left.Otherwise! : left, order >= 0 ? right.Otherwise! : right, and);
        return _joins[(left, right, and)] = Node(divisor, divides, otherwise);
    }

    private Divisibility Node(ExactNumber divisor, Divisibility divides, Divisibility otherwise)
    {
        // Larger divisors stand below smaller ones: where a divisor does not divide, neither does a multiple of it.
        otherwise = WithoutMultiplesOf(divisor, otherwise);
        if (divides == otherwise) return divides;
        var key = Divisibility.KeyOf(divisor, divides, otherwise);
        if (_interned.TryGetValue(key, out var found)) return found;
        return _interned[key] = new Divisibility(divisor, divides, otherwise) { Work = work };
    }

    private Divisibility WithoutMultiplesOf(ExactNumber divisor, Divisibility condition)
    {
        if (condition.Answer is not null) return condition;
        if (_without.TryGetValue((divisor, condition), out var known)) return known;
        if (DeepStack.IsShort) return DeepStack.Continue(static at => at.Self.WithoutMultiplesOf(at.Divisor, at.Condition), (Self: this, Divisor: divisor, Condition: condition), work.Place);
        work.Step();
        return _without[(divisor, condition)] = condition.Divisor.IsMultipleOf(divisor)
            ? WithoutMultiplesOf(divisor, condition.Otherwise!)
            : Node(condition.Divisor, WithoutMultiplesOf(divisor, condition.Divides!), WithoutMultiplesOf(divisor, condition.Otherwise!));
    }
}
