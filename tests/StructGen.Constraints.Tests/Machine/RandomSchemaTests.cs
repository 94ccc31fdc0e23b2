using System.Text;
using System.Text.Json;
using StructGen.Constraints.Tests.Validation;

namespace StructGen.Constraints.Tests.Machine;

/// <summary>Random schemas in which keywords meet often: what the machine writes is valid, what is valid it writes, and it is never stuck.</summary>
public sealed class RandomSchemaTests(ITestOutputHelper output)
{
    private static readonly int Seeds = int.TryParse(Environment.GetEnvironmentVariable("STRUCTGEN_SEEDS"), out var seeds) ? seeds : 400;

    [Theory]
    [InlineData("http://json-schema.org/draft-07/schema#")]
    [InlineData("https://json-schema.org/draft/2020-12/schema")]
    public void Matcher_RandomSchemas_AgreesWithTheValidator(string draft)
    {
        var wrong = new List<string>();
        var (instances, limits) = (0, 0);
        for (var seed = 0; seed < Seeds; seed++)
        {
            var random = new RandomSchemas(seed, draft);
            var schema = ToElement(random.Schema());
            try
            {
                var validator = SchemaValidator.Create(schema);
                var constraint = MatcherVerdicts.Compile(schema, new ConstraintOptions { Order = PropertyOrder.Any });
                for (var i = 0; i < 12; i++)
                {
                    var instance = ToElement(random.Instance(3));
                    instances++;
                    var valid = validator.IsValid(instance);
                    if (MatcherVerdicts.Accepts(constraint, MatcherVerdicts.Write(instance)) != valid) wrong.Add($"seed {seed}: {(valid ? "refused" : "accepted")} {instance} under {schema}");
                }
            }
            catch (ConstraintLimitException)
            {
                limits++;
            }
            catch (InvalidSchemaException)
            {
                // A reference loop.
            }
        }

        output.WriteLine($"{instances} instances, {limits} schemas beyond a limit");
        Assert.True(wrong.Count == 0, $"{wrong.Count}:\n" + string.Join('\n', wrong.Take(20)));
        Assert.True(limits < Seeds / 20, $"{limits} schemas passed a limit");
    }

    [Theory]
    [InlineData("http://json-schema.org/draft-07/schema#", PropertyOrder.Any)]
    [InlineData("https://json-schema.org/draft/2020-12/schema", PropertyOrder.Any)]
    [InlineData("https://json-schema.org/draft/2020-12/schema", PropertyOrder.Declared)]
    public void Walks_RandomSchemas_FinishAndAreValid(string draft, PropertyOrder order)
    {
        var wrong = new List<string>();
        var walks = 0;
        for (var seed = 0; seed < Seeds; seed++)
        {
            var schema = ToElement(new RandomSchemas(seed, draft).Schema());
            try
            {
                if (MatcherVerdicts.Compile(schema, new ConstraintOptions { Order = order }) is not { } constraint) continue;
                var validator = SchemaValidator.Create(schema);
                for (var walk = 0; walk < 4; walk++)
                {
                    walks++;
                    var text = ByteWalk.Run(constraint, new Random(seed * 31 + walk), 60, out var fault);
                    if (fault is not null)
                    {
                        wrong.Add($"seed {seed}: {fault} after {text} under {schema}");
                        break;
                    }

                    using var instance = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 512 });
                    if (validator.IsValid(instance.RootElement)) continue;
                    wrong.Add($"seed {seed}: wrote {text} under {schema}");
                    break;
                }
            }
            catch (ConstraintLimitException)
            {
            }
            catch (InvalidSchemaException)
            {
                // A reference loop.
            }
        }

        output.WriteLine($"{walks} walks");
        Assert.True(wrong.Count == 0, $"{wrong.Count}:\n" + string.Join('\n', wrong.Take(20)));
    }

    private static JsonElement ToElement(System.Text.Json.Nodes.JsonNode? node) => JsonDocument.Parse(node?.ToJsonString() ?? "null").RootElement;
}

/// <summary>Writes a text by taking allowed bytes at random; beyond a length only those that come nearer to the end.</summary>
internal static class ByteWalk
{
    public static string Run(CompiledConstraint constraint, Random random, int freely, out string? fault)
    {
        var matcher = constraint.CreateMatcher();
        var text = new List<byte>();
        fault = null;
        while (true)
        {
            var mask = matcher.Mask;
            var allowed = Enumerable.Range(0, 256).Where(value => TokenMask.Contains(matcher.Mask, value)).ToList();
            var canEnd = TokenMask.Contains(matcher.Mask, 256);
            if (canEnd && (allowed.Count == 0 || text.Count > freely || random.Next(6) == 0)) return Encoding.UTF8.GetString([.. text]);
            if (allowed.Count == 0) { fault = "stuck"; break; }
            var before = matcher.MinBytesToEnd;
            if (text.Count > freely + 4000) { fault = $"does not close (least {before})"; break; }
            var choice = allowed[random.Next(allowed.Count)];
            if (text.Count > freely)
            {
                var nearer = allowed.Where(value => After(matcher, value) < before).ToList();
                if (nearer.Count == 0) { fault = $"nothing comes nearer than {before}: {string.Join(' ', allowed.Take(10).Select(value => $"{(char)value}={After(matcher, value)}"))}"; break; }
                choice = nearer[random.Next(nearer.Count)];
            }

            if (!matcher.TryAccept(choice)) { fault = $"byte {choice} is in the mask and refused"; break; }
            text.Add((byte)choice);
        }

        return Encoding.UTF8.GetString([.. text]);
    }

    private static int After(ConstraintMatcher matcher, int value)
    {
        var fork = matcher.Fork();
        return fork.TryAccept(value) ? fork.MinBytesToEnd : int.MaxValue;
    }
}
