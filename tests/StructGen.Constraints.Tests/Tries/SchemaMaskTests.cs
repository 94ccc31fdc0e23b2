using System.Text;
using System.Text.Json;

namespace StructGen.Constraints.Tests.Tries;

/// <summary>Masks of real constraints: a token is in the mask exactly when its bytes are accepted one after the other.</summary>
public class SchemaMaskTests
{
    public static TheoryData<string, string> Cases => new()
    {
        { """{"type":"object","properties":{"id":{"type":"integer"},"name":{"type":"string"}}}""", """{"name": "Ada", "id":12,"x":[1,"a\"b"],"nick": null}""" },
        { """{"type":"object","additionalProperties":{"type":"number"},"minProperties":2}""", """{"a": 1,"b":-0.5, "na\\me": 1e3}""" },
        { """{"type":"object","patternProperties":{"^n":{"type":"string","maxLength":3}},"propertyNames":{"maxLength":6}}""", """{"name": "abc","x":{"a":[]}}""" },
        { """{"type":"array","items":{"enum":["a","ab","b"]},"uniqueItems":true}""", """["ab","a", "b"]""" },
        { """{"type":"array","items":{"type":"string"},"uniqueItems":true,"maxItems":3}""", """["ab","a", "€"]""" },
        { """{"type":"array","items":{"type":"integer","minimum":0,"maximum":12},"uniqueItems":true}""", """[12,1, 3]""" },
        { """{"anyOf":[{"type":"string","pattern":"^[a-z]+$"},{"type":"string","minLength":4},{"type":"number","multipleOf":0.5}]}""", "\"abCd\"" },
        { """{"not":{"uniqueItems":true}}""", """[1,"a",{},"a"]""" },
        { """{"items":{"type":"object"},"not":{"uniqueItems":true}}""", """[{"a":1},{},{"b":[]},{}]""" },
        { """{"prefixItems":[{"const":1}],"items":{"enum":[2,3]},"not":{"uniqueItems":true}}""", "[1,3,2,3]" },
    };

    /// <summary>The same for the indented forms.</summary>
    public static TheoryData<string, string, ConstraintSurface> Indented => new()
    {
        { """{"type":"object","properties":{"id":{"type":"integer"},"name":{"type":"string"}}}""", "{\n  \"id\": 12,\n  \"name\": \"Ada\",\n  \"x\": [\n    1,\n    \"a\\\"b\"\n  ],\n  \"n\": {}\n}", ConstraintSurface.Json },
        { """{"type":"array","items":{"enum":["a","ab","b"]},"uniqueItems":true}""", "[\n  \"ab\",\n  \"a\"\n]", ConstraintSurface.Json },
        { """{"type":"object","properties":{"id":{"type":"integer"},"name":{"type":"string"}}}""", "id: 12\nname: Ada:b\nx:\n  - 1\n  - \"a\\\"b\"\n  - - m: {}\n    - null\nna me: a#\nnick: x", ConstraintSurface.Yaml },
        { """{"type":"object","additionalProperties":{"type":"number"},"minProperties":2}""", "a: 1\n\"na: me\": -0.5\nna: 1e3", ConstraintSurface.Yaml },
        { """{"type":"object","patternProperties":{"^n":{"type":"string","maxLength":3}},"propertyNames":{"maxLength":6}}""", "name: abc\nx:\n  a: []\nna: \"1\"", ConstraintSurface.Yaml },
        { """{"type":"array","items":{"enum":["a","ab","b",null,"null"]},"uniqueItems":true}""", "- ab\n- \"null\"\n- null\n- a", ConstraintSurface.Yaml },
        { """{"type":"array","items":{"type":"string"},"uniqueItems":true,"maxItems":3}""", "- ab\n- \"ab \"\n- a b", ConstraintSurface.Yaml },
        { """{"type":"array","items":{"type":"array","items":{"type":"integer"}},"uniqueItems":true}""", "- - 1\n  - 12\n- - 1\n- []\n- - 12", ConstraintSurface.Yaml },
        { """{"anyOf":[{"type":"string","pattern":"^[a-z]+$"},{"type":"string","minLength":4},{"type":"number","multipleOf":0.5}]}""", "abcd", ConstraintSurface.Yaml },
    };

    [Theory]
    [MemberData(nameof(Indented))]
    public void Mask_AlongAnIndentedText_EqualsBytesAcceptedAndCloses(string schema, string text, ConstraintSurface surface)
    {
        var vocabulary = ToyVocabularies.Small(11);
        using var document = JsonDocument.Parse(schema);
        var constraint = new ConstraintCompiler(vocabulary).Compile(document.RootElement, new ConstraintOptions { Order = PropertyOrder.Any, Surface = surface, Whitespace = WhitespaceStyle.Pretty });
        var matcher = constraint.CreateMatcher();
        var mask = new ulong[vocabulary.MaskLength];
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var at = 0; at <= bytes.Length; at++)
        {
            for (var token = 0; token < vocabulary.Count; token++)
            {
                if (matcher.IsAllowed(token) != TokenMask.Contains(matcher.Mask, token))
                    Assert.Fail($"After {Encoding.UTF8.GetString(bytes, 0, at)} token {token} '{Encoding.UTF8.GetString(vocabulary.GetBytes(token))}' is {(matcher.IsAllowed(token) ? "not " : "")}in the mask.");
            }

            var closing = matcher.Fork();
            var least = closing.MinBytesToEnd;
            var used = 0;
            for (var step = 0; !closing.CanEnd; step++)
            {
                Assert.True(step < 100, "The closing walk does not end.");
                closing.FillClosingMask(mask, closing.MinBytesToEnd);
                var token = Enumerable.Range(0, vocabulary.Count).First(token => TokenMask.Contains(mask, token));
                Assert.True(closing.TryAccept(token));
                used += vocabulary.GetBytes(token).Length;
            }

            Assert.True(used >= least, $"Closed in {used} bytes where {least} are said to be the least.");
            if (at < bytes.Length) Assert.True(matcher.TryAcceptBytes(bytes.AsSpan(at, 1)), $"byte {at} of {text}");
        }

        Assert.True(matcher.CanEnd);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Mask_AlongAnInstance_EqualsBytesAccepted(string schema, string text)
    {
        foreach (var order in Enum.GetValues<PropertyOrder>())
        {
            var vocabulary = ToyVocabularies.Small(11);
            using var document = JsonDocument.Parse(schema);
            var constraint = new ConstraintCompiler(vocabulary).Compile(document.RootElement, new ConstraintOptions { Order = order });
            var matcher = constraint.CreateMatcher();
            var bytes = Encoding.UTF8.GetBytes(text);
            for (var at = 0; at <= bytes.Length; at++)
            {
                for (var token = 0; token < vocabulary.Count; token++)
                {
                    if (matcher.IsAllowed(token) != TokenMask.Contains(matcher.Mask, token))
                        Assert.Fail($"{order}: after {Encoding.UTF8.GetString(bytes, 0, at)} token {token} '{Encoding.UTF8.GetString(vocabulary.GetBytes(token))}' is {(matcher.IsAllowed(token) ? "not " : "")}in the mask.");
                }

                // In declared order some of the texts end early: what was compared so far counts.
                if (at < bytes.Length && !matcher.TryAcceptBytes(bytes.AsSpan(at, 1)))
                {
                    Assert.Equal(PropertyOrder.Declared, order);
                    break;
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Mask_ClosingWalk_FinishesFromEverywhere(string schema, string text)
    {
        var vocabulary = ToyVocabularies.Small(11);
        using var document = JsonDocument.Parse(schema);
        var constraint = new ConstraintCompiler(vocabulary).Compile(document.RootElement, new ConstraintOptions { Order = PropertyOrder.Any });
        var matcher = constraint.CreateMatcher();
        var mask = new ulong[vocabulary.MaskLength];
        foreach (var value in Encoding.UTF8.GetBytes(text))
        {
            var closing = matcher.Fork();
            for (var step = 0; !closing.CanEnd; step++)
            {
                Assert.True(step < 100, "The closing walk does not end.");
                closing.FillClosingMask(mask, closing.MinBytesToEnd);
                var token = Enumerable.Range(0, vocabulary.Count).First(token => TokenMask.Contains(mask, token));
                Assert.True(closing.TryAccept(token));
            }

            Assert.True(matcher.TryAcceptBytes([value]));
        }
    }
}
