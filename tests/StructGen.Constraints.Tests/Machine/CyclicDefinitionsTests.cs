using System.Text.Json;
using StructGen.Constraints.Tests.Tries;

namespace StructGen.Constraints.Tests.Machine;

/// <summary>Definitions that refer to each other in circles: what can be finished, and in how few bytes, against a plain iteration to the fixpoint.</summary>
public class CyclicDefinitionsTests
{
    private const int Never = int.MaxValue / 4;

    private static readonly Vocabulary s_vocabulary = ToyVocabularies.Small(5);

    [Theory]
    [InlineData(PropertyOrder.Declared)]
    [InlineData(PropertyOrder.Any)]
    public void MinBytes_RandomCycles_EqualsTheIteratedFixpoint(PropertyOrder order)
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);

            // Some with ends here and there, some with one or none far away, to which every way leads through circles.
            var definitions = Definitions(random, random.Next(2, 40), random.NextDouble() < 0.5 ? 0.3 : 0.02);
            var expected = Costs(definitions)[0];
            using var schema = JsonDocument.Parse(Schema(definitions));
            CompiledConstraint? constraint = null;
            try
            {
                constraint = new ConstraintCompiler(s_vocabulary).Compile(schema.RootElement, new ConstraintOptions { Order = order });
            }
            catch (UnsatisfiableSchemaException)
            {
            }

            Assert.Equal((seed, expected), (seed, constraint?.MinBytes ?? Never));
            if (constraint is not null) Assert.Equal(expected, ShortestAnswer(constraint, expected));
        }
    }

    /// <summary>Bytes written by a loop that only knows how many are left.</summary>
    private static int ShortestAnswer(CompiledConstraint constraint, int budget)
    {
        var matcher = constraint.CreateMatcher();
        var mask = new ulong[s_vocabulary.MaskLength];
        var written = 0;
        while (!matcher.CanEnd)
        {
            Assert.True(matcher.FillClosingMask(mask, budget - written));
            var token = Enumerable.Range(0, s_vocabulary.Count).First(token => TokenMask.Contains(mask, token));
            Assert.True(matcher.TryAccept(token));
            written += s_vocabulary.GetBytes(token).Length;
        }

        return written;
    }

    /// <summary>Each definition has alternatives: a string of a length (no references), or an object that requires references.</summary>
    private static List<(int Length, int[] References)>[] Definitions(Random random, int count, double ends)
        => [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, random.Next(1, 4)).Select(_ => random.NextDouble() < ends
            ? (random.Next(0, 30), Array.Empty<int>())
            : (0, Enumerable.Range(0, random.Next(1, 4)).Select(_ => random.Next(count)).ToArray())).ToList())];

    private static string Schema(List<(int Length, int[] References)>[] definitions) => JsonSerializer.Serialize(new Dictionary<string, object>
    {
        ["$ref"] = "#/$defs/0",
        ["$defs"] = definitions.Index().ToDictionary(one => $"{one.Index}", one => (object)new { anyOf = one.Item.Select(Alternative) }),
    });

    private static Dictionary<string, object> Alternative((int Length, int[] References) one)
    {
        if (one.References.Length == 0) return new Dictionary<string, object> { ["const"] = new string('x', one.Length) };
        var names = Enumerable.Range(0, one.References.Length).Select(index => new string((char)('a' + index), index + 1)).ToArray();
        return new Dictionary<string, object>
        {
            ["type"] = "object",
            ["properties"] = names.Zip(one.References).ToDictionary(pair => pair.First, pair => new Dictionary<string, string> { ["$ref"] = $"#/$defs/{pair.Second}" }),
            ["required"] = names,
            ["additionalProperties"] = false,
        };
    }

    private static int[] Costs(List<(int Length, int[] References)>[] definitions)
    {
        var costs = new int[definitions.Length];
        Array.Fill(costs, Never);
        for (var changed = true; changed;)
        {
            changed = false;
            for (var i = 0; i < costs.Length; i++)
            {
                var cost = (int)definitions[i].Min(one => Math.Min(Never, one.References.Length == 0
                    ? one.Length + 2L
                    : 1 + one.References.Index().Sum(reference => reference.Index + 1 + 4L + costs[reference.Item])));
                changed |= cost < costs[i];
                costs[i] = Math.Min(costs[i], cost);
            }
        }

        return costs;
    }
}
