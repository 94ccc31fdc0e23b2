using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using StructGen.Constraints.Automata;
using StructGen.Constraints.Numbers;
using StructGen.Constraints.Schemas;
using StructGen.Constraints.Tests.Machine;

namespace StructGen.Constraints.Tests.Automata;

/// <summary>Numbers are written as their type is read.</summary>
public sealed partial class PlainNumberTests
{
    private static readonly ConstraintOptions Plain = ConstraintOptions.Default with { PlainNumbers = true };

    private static readonly string[] Bounds = ["-15", "-1.5", "-0.1", "0", "0.05", "0.5", "1", "9.5", "10", "150", "1e3", "1e-3", "1e17", "3e18", "1e20", "-1e25", "1e100", "1.7976931348623157e308", "-1e-8", "0.12345678901234567890"];

    private static readonly string[] Divisors = ["0.01", "0.5", "1", "1.5", "3", "10", "25", "1e20", "8721"];

    [Theory]
    [InlineData("""{"type": "integer"}""", "5 -5 0 9223372036854775807 -9223372036854775808", "5.0 1e3 1E3 9223372036854775808 12345678901234567890 5e0")]
    [InlineData("""{"type": "integer", "maximum": 1e25}""", "10000000000000000000000000 5", "100000000000000000000000000 1e25 5.0")]
    [InlineData("""{"type": "integer", "minimum": 10000000000000000000}""", "10000000000000000000", "1e19 10000000000000000000.0")]
    [InlineData("""{"enum": [5, 100000000000000000000]}""", "5 100000000000000000000", "5.0 1e20")]
    [InlineData("""{"const": 5.50}""", "5.5 5.50", "55e-1")]
    [InlineData("""{"const": 6.02e23}""", "602000000000000000000000", "6.02e22")]
    [InlineData("""{"const": 1e-30}""", "1e-30", "1e-29")]
    [InlineData("""{"multipleOf": 1e20, "minimum": 1}""", "100000000000000000000", "1e20 5")]
    [InlineData("""{"type": "integer", "format": "uint64"}""", "18446744073709551615", "18446744073709551616 1e19")]
    [InlineData("""{"type": "integer", "multipleOf": 5}""", "5 10", "5.0 1e1 7")]
    [InlineData("""{"type": "number"}""", "5 5.0 -0.25 0.00000123 3.1415926535897932 6.02e23 6.02e+23 1e-9 -1.6e-19 9007199254740993", "1e3 1.5e1 3.14159265358979323 1e400 60.2e22 1e16 1e-6 99999999999999999999 5e-400")]
    [InlineData("""{"type": "number", "minimum": 0, "maximum": 100}""", "0 12.5 100 100.0 1e-9", "1e2 1e20 101 0.00000000000000000")]
    [InlineData("""{"type": "number", "maximum": 1.7976931348623157e308}""", "1 1e300 -1e307", "1e308")]
    [InlineData("""{"type": "number", "exclusiveMinimum": 1.5e20, "maximum": 1.6e20}""", "155000000000000000000", "1.55e20")]
    [InlineData("""{"type": ["integer", "null"]}""", "null 5", "5.0")]
    [InlineData("""{}""", "5 2.5 1e20", "1e3")]
    [InlineData("""{"$schema": "http://json-schema.org/draft-04/schema#", "type": "integer"}""", "5", "5.0 99999999999999999999")]
    public void Compile_PlainNumbers_SpellsTheTypeAsItIsRead(string schema, string taken, string refused)
    {
        var constraint = new ConstraintCompiler(MatcherVerdicts.Bytes).Compile(JsonDocument.Parse(schema).RootElement, Plain);

        Assert.All(taken.Split(' '), text => Assert.True(MatcherVerdicts.Accepts(constraint, System.Text.Encoding.UTF8.GetBytes(text)), text));
        Assert.All(refused.Split(' '), text => Assert.False(MatcherVerdicts.Accepts(constraint, System.Text.Encoding.UTF8.GetBytes(text)), text));
    }

    [Fact]
    public void Compile_DigitsWithoutEnd_EndWithTheType()
    {
        foreach (var type in new[] { "integer", "number" })
        {
            var constraint = new ConstraintCompiler(MatcherVerdicts.Bytes).Compile(JsonDocument.Parse($$"""{"type": "{{type}}"}""").RootElement, Plain);
            foreach (var start in new[] { "5", "-1", "0.", "1.", "1234567890123456." })
            {
                var matcher = constraint.CreateMatcher();
                if (!matcher.TryAcceptBytes(System.Text.Encoding.UTF8.GetBytes(start))) continue;
                var digits = 0;
                while (matcher.TryAccept('0') && digits < 100) digits++;
                Assert.InRange(digits, 1, 18);
                Assert.True(matcher.CanEnd || start.EndsWith('.'), start);
            }
        }
    }

    [Theory]
    [InlineData("""{"type": "number", "minimum": 1e100}""")]
    [InlineData("""{"const": 1e-30}""")]
    public void Report_BoundsBeyondPlainSpelling_KeepsAllSpellings(string schema)
        => Assert.Equal([""], new ConstraintCompiler(MatcherVerdicts.Bytes).Compile(JsonDocument.Parse(schema).RootElement, Plain).Report.LeftOpenNumbers);

    [Fact]
    public void Step_RandomSets_NeverStuckPlainAndOfTheSet()
    {
        var (walks, sets) = (0, 0);
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var arena = new NumberArena();
            var set = RandomSet(arena, random, 3);
            if (arena.IsEmpty(set)) continue;
            var plain = arena.Plain(set);
            Assert.False(arena.IsEmpty(plain));
            if (plain == set) continue;
            var automaton = new NumberAutomaton(arena);
            var start = automaton.StateOf(plain);
            if (start == 0) continue;
            sets++;
            for (var walk = 0; walk < 25; walk++, walks++)
            {
                var text = Walk(automaton, start, random, $"seed {seed}");
                Assert.True(arena.Contains(set, text), $"seed {seed}: {text}");
                if (plain.Spelling is null) Assert.Matches("^-?[0-9]+$", text);
                else Assert.Matches(PlainText(), text);
                var exponent = text.IndexOf('e', StringComparison.OrdinalIgnoreCase);
                if (exponent > 0) Assert.True(Math.Abs(int.Parse(text[(exponent + 1)..], CultureInfo.InvariantCulture)) is >= 7 and <= 307, text);
            }
        }

        Assert.True(walks > 2_000, $"{walks} walks of {sets} sets");
    }

    [GeneratedRegex(@"^-?(0|[1-9][0-9]*)(\.[0-9]{1,25})?$|^-?[1-9](\.[0-9]{1,16})?[eE][-+]?[0-9]{1,3}$")]
    private static partial Regex PlainText();

    /// <summary>Digits at random; after sixty the ones that come nearer to an end.</summary>
    private static string Walk(NumberAutomaton automaton, int state, Random random, string place)
    {
        var text = "";
        while (true)
        {
            if (automaton.Accepts(state) && random.Next(8) == 0) return text;
            var next = "0123456789-+.eE".Where(sign => automaton.Step(state, (byte)sign) != 0).ToList();
            if (next.Count == 0)
            {
                Assert.True(automaton.Accepts(state), $"{place}: stuck after {text}");
                return text;
            }

            Assert.True(text.Length < 100, $"{place}: {text} does not end");
            Assert.True(automaton.MinBytes(state) < 100, place);
            var sign = next[random.Next(next.Count)];
            state = automaton.Step(state, (byte)sign);
            text += sign;
        }
    }

    private static NumberSet RandomSet(NumberArena arena, Random random, int depth) => random.Next(depth > 0 ? 9 : 6) switch
    {
        0 => arena.AtLeast(Number(Bounds, random)),
        1 => arena.Below(Number(Bounds, random)),
        2 => arena.MultipleOf(Number(Divisors, random)),
        3 => arena.Integer,
        4 => arena.All,
        5 => arena.Above(Number(Bounds, random)),
        6 => arena.Or(RandomSet(arena, random, depth - 1), RandomSet(arena, random, depth - 1)),
        7 => arena.Not(RandomSet(arena, random, depth - 1)),
        _ => arena.And(RandomSet(arena, random, depth - 1), RandomSet(arena, random, depth - 1)),
    };

    private static ExactNumber Number(string[] from, Random random)
    {
        Assert.True(ExactNumber.TryParse(from[random.Next(from.Length)], out var number));
        return number;
    }
}
