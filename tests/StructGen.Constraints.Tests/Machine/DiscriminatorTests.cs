using System.Text;
using System.Text.Json;
using StructGen.Constraints.Tests.Tries;

namespace StructGen.Constraints.Tests.Machine;

/// <summary>Many conditions on one member: whichever member is written first, each value meets its own consequence, and soon.</summary>
public class DiscriminatorTests
{
    private const int Kinds = 24;

    private static readonly string s_schema = JsonSerializer.Serialize(new
    {
        type = "object",
        properties = new { kind = new { type = "string" }, settings = new { type = "object" } },
        allOf = Enumerable.Range(0, Kinds).Select(kind => new Dictionary<string, object>
        {
            ["if"] = new { properties = new { kind = new { @enum = new[] { $"k{kind}" } } }, required = new[] { "kind" } },
            ["then"] = new { properties = new { settings = new Dictionary<string, object> { ["required"] = new[] { $"p{kind}" }, ["properties"] = new Dictionary<string, object> { [$"p{kind}"] = new { type = "integer", minimum = kind } } } } },
        }),
    });

    [Theory]
    [InlineData(PropertyOrder.Declared)]
    [InlineData(PropertyOrder.Any)]
    public void Conditions_OnOneMember_AgreeWithTheValidatorInEitherOrder(PropertyOrder order)
    {
        using var document = JsonDocument.Parse(s_schema);
        var constraint = new ConstraintCompiler(ToyVocabularies.Small(5)).Compile(document.RootElement, new ConstraintOptions { Order = order });
        var validator = SchemaValidator.Create(document.RootElement);
        var answers = 0;
        foreach (var kind in new[] { "k0", "k7", "k23", "other", "" })
        {
            foreach (var settings in new[] { "{}", """{"p0":0}""", """{"p7":6}""", """{"p7":7,"p0":"x"}""", """{"p23":23,"p7":1}""", """{"p7":8}""" })
            {
                var named = kind.Length == 0 ? [] : new[] { $"\"kind\":\"{kind}\"" };
                string[] members = [.. named, $"\"settings\":{settings}"];
                foreach (var text in new[] { $"{{{string.Join(',', members)}}}", $"{{{string.Join(',', members.Reverse())}}}" }.Distinct())
                {
                    using var instance = JsonDocument.Parse(text);
                    var isInOrder = order == PropertyOrder.Any || !text.Contains("},\"kind\"", StringComparison.Ordinal);
                    var matcher = constraint.CreateMatcher();
                    Assert.Equal((text, validator.Validate(instance.RootElement).IsValid && isInOrder), (text, matcher.TryAcceptBytes(Encoding.UTF8.GetBytes(text)) && matcher.CanEnd));
                    answers++;
                }
            }
        }

        Assert.Equal(54, answers);
    }
}
