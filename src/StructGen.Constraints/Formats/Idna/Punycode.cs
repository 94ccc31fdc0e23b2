using System.Text;

namespace StructGen.Constraints.Formats.Idna;

/// <summary>RFC 3492: Unicode labels in ASCII. <c>bcher-kva</c> is <c>bücher</c>.</summary>
internal static class Punycode
{
    private const int Base = 36, LeastDigit = 1, MostDigit = 26, Skew = 38, Damp = 700, FirstBias = 72, FirstScalar = 0x80;

    /// <summary>The scalar values that lower-case text stands for; null where it is no Punycode.</summary>
    public static List<int>? Decode(string text)
    {
        var result = new List<int>();
        var delimiter = text.LastIndexOf('-');
        for (var i = 0; i < delimiter; i++)
        {
            if (text[i] >= FirstScalar) return null;
            result.Add(text[i]);
        }

        var (scalar, bias, at) = ((long)FirstScalar, FirstBias, 0L);
        for (var i = delimiter > 0 ? delimiter + 1 : 0; i < text.Length;)
        {
            var (before, weight) = (at, 1L);
            for (var place = Base; ; place += Base)
            {
                if (i == text.Length || Value(text[i++]) is not (>= 0 and var digit)) return null;
                at += digit * weight;
                if (at > int.MaxValue) return null;
                var threshold = Threshold(place, bias);
                if (digit < threshold) break;
                weight *= Base - threshold;
                if (weight > int.MaxValue) return null;
            }

            bias = Adapt(at - before, result.Count + 1, before == 0 && result.Count == Math.Max(0, delimiter));
            scalar += at / (result.Count + 1);
            at %= result.Count + 1;
            if (scalar > 0x10FFFF || scalar is >= 0xD800 and < 0xE000) return null;
            result.Insert((int)at++, (int)scalar);
        }

        return result;
    }

    /// <summary>The ASCII form of a label, without its <c>xn--</c>.</summary>
    public static string Encode(IReadOnlyList<int> label)
    {
        var text = new StringBuilder();
        foreach (var one in label)
            if (one < FirstScalar) text.Append((char)one);
        var basic = text.Length;
        if (basic > 0) text.Append('-');
        var (handled, scalar, bias, delta) = (basic, FirstScalar, FirstBias, 0L);
        while (handled < label.Count)
        {
            var next = label.Where(one => one >= scalar).Min();
            delta += (next - scalar) * (handled + 1L);
            scalar = next;
            foreach (var one in label)
            {
                if (one < scalar) delta++;
                if (one != scalar) continue;
                Append(text, delta, bias);
                bias = Adapt(delta, handled + 1, handled == basic);
                delta = 0;
                handled++;
            }

            delta++;
            scalar++;
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, long delta, int bias)
    {
        for (var place = Base; ; place += Base)
        {
            var threshold = Threshold(place, bias);
            if (delta < threshold) break;
            text.Append(Digit((int)(threshold + ((delta - threshold) % (Base - threshold)))));
            delta = (delta - threshold) / (Base - threshold);
        }

        text.Append(Digit((int)delta));
    }

    private static int Threshold(int place, int bias) => Math.Clamp(place - bias, LeastDigit, MostDigit);

    private static int Adapt(long delta, int count, bool isFirst)
    {
        delta /= isFirst ? Damp : 2;
        delta += delta / count;
        var place = 0;
        for (; delta > (Base - LeastDigit) * MostDigit / 2; place += Base) delta /= Base - LeastDigit;
        return place + (int)((Base - LeastDigit + 1) * delta / (delta + Skew));
    }

    private static int Value(char digit) => digit switch
    {
        >= 'a' and <= 'z' => digit - 'a',
        >= '0' and <= '9' => digit - '0' + 26,
        _ => -1,
    };

    private static char Digit(int value) => (char)(value < 26 ? 'a' + value : '0' + value - 26);
}
