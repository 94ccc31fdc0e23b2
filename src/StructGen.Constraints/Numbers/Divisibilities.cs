using System.Numerics;
using StructGen.Constraints.Schemas;

namespace StructGen.Constraints.Numbers;

/// <summary>Makes conditions of divisibility: <c>And(Of(3), Not(Of(2)))</c>. What follows from the divisors met above is decided at once: under "6 divides", 3 does.</summary>
internal sealed class Divisibilities
{
    private readonly Dictionary<UInt128, Divisibility> _interned = [];
    private readonly Dictionary<(Divisibility, Divisibility, bool), Divisibility> _joins = [];

    public Divisibility Never { get; } = new(false);

    public Divisibility Always { get; } = new(true);

    public Divisibility Of(ExactNumber divisor) => Node(divisor, Always, Never);

    public Divisibility Not(Divisibility condition) =>
        condition.Answer is { } answer ? (answer ? Never : Always) : Node(condition.Divisor, Not(condition.Divides!), Not(condition.Otherwise!));

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

        foreach (var way in Ways(at.Divides!, multiple is { } known ? LeastCommonMultiple(known, at.Divisor) : at.Divisor, excluded)) yield return way;
        excluded.Add(at.Divisor);
        foreach (var way in Ways(at.Otherwise!, multiple, excluded)) yield return way;
        excluded.RemoveAt(excluded.Count - 1);
    }

    public static ExactNumber LeastCommonMultiple(ExactNumber a, ExactNumber b)
    {
        var exponent = Math.Min(a.Exponent, b.Exponent);
        var x = a.Mantissa * BigInteger.Pow(10, a.Exponent - exponent);
        var y = b.Mantissa * BigInteger.Pow(10, b.Exponent - exponent);
        return Decimals.Scale(x / BigInteger.GreatestCommonDivisor(x, y) * y, exponent);
    }

    private Divisibility Join(Divisibility left, Divisibility right, bool and)
    {
        if (left == right) return left;
        if (left.Answer is { } l) return l == and ? right : left;
        if (right.Answer is { } r) return r == and ? left : right;
        if (_joins.TryGetValue((left, right, and), out var found)) return found;
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
        return _interned[key] = new Divisibility(divisor, divides, otherwise);
    }

    private Divisibility WithoutMultiplesOf(ExactNumber divisor, Divisibility condition)
    {
        if (condition.Answer is not null) return condition;
        if (condition.Divisor.IsMultipleOf(divisor)) return WithoutMultiplesOf(divisor, condition.Otherwise!);
        return Node(condition.Divisor, WithoutMultiplesOf(divisor, condition.Divides!), WithoutMultiplesOf(divisor, condition.Otherwise!));
    }
}
