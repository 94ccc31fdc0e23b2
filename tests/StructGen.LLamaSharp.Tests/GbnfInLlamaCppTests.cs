using System.Text;
using System.Text.Json;
using LLama;
using LLama.Common;
using LLama.Native;
using StructGen.Constraints;

namespace StructGen.LLamaSharp.Tests;

/// <summary>Grammars of the engine in llama.cpp's own grammar sampler: along an answer it allows the very tokens that the engine's masks allow.</summary>
public sealed class GbnfInLlamaCppTests : IDisposable
{
    private readonly LLamaWeights _weights;
    private readonly Vocabulary _vocabulary;

    public GbnfInLlamaCppTests()
    {
        _weights = LLamaWeights.LoadFromFile(new ModelParams(BundledModel.Path) { VocabOnly = true });
        _vocabulary = VocabularyReader.Read(_weights.NativeHandle);
    }

    public static TheoryData<string, string> Answers => new()
    {
        { """{"type":"object","properties":{"name":{"type":"string"},"city":{"type":["string","null"]}},"required":["name"],"additionalProperties":false}""", """{"name": "Ada \"L\"\n","city": null}""" },
        { """{"enum":["red","green","blue é 😀",null,true,["a",{"b":"c"}]]}""", "\"blue é 😀\"" },
        { """{"type":"array","items":{"type":"boolean"},"minItems":2,"maxItems":4}""", "[true, false,true]" },
        { """{"type":"string","format":"date"}""", "\"2026-11-25\"" },
        { """{"type":"string","pattern":"^[A-Z]{2}-\\d+(/[a-z]+)?$","maxLength":12}""", "\"AB-12/xyz\"" },
        { """{"type":"string","minLength":2,"maxLength":5}""", "\"é😀\\\\\"" },
        { """{"type":"integer","minimum":-5,"maximum":120}""", "117" },
        { """{"type":"number","multipleOf":0.25,"minimum":0}""", "12.750" },
        { """{"$ref":"#/$defs/t","$defs":{"t":{"type":"object","properties":{"v":{"type":"string","maxLength":3},"next":{"anyOf":[{"$ref":"#/$defs/t"},{"type":"null"}]}},"required":["v","next"],"additionalProperties":false}}}""", """{"v":"a","next": {"v": "b", "next":null}}""" },
        { """{"oneOf":[{"properties":{"kind":{"const":"a"},"x":{"type":"string"}},"required":["kind","x"],"additionalProperties":false,"type":"object"},{"properties":{"kind":{"const":"b"},"y":{"type":"boolean"}},"required":["kind"],"additionalProperties":false,"type":"object"}]}""", """{"kind":"b","y":true}""" },
        { """{"type":"array","prefixItems":[{"const":1},{"type":"string","enum":["x","y"]}],"items":false,"minItems":2}""", """[1, "y"]""" },
        { """{"not":{"type":["object","array","number","boolean","null"]},"if":{"pattern":"^a"},"then":{"minLength":3}}""", "\"abcd\"" },
        { """{"type":"object","patternProperties":{"^x":{"type":"string","maxLength":2}},"additionalProperties":false,"maxProperties":2}""", """{"x1":"ab","xy":""}""" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public void Grammar_AlongAnAnswer_AllowsTheTokensOfTheMask(string schema, string answer)
    {
        var constraint = new ConstraintCompiler(_vocabulary).Compile(JsonDocument.Parse(schema).RootElement);
        var grammar = constraint.ToGbnf();
        using var sampler = SafeLLamaSamplerChainHandle.Create(LLamaSamplerChainParams.Default());
        sampler.AddGrammar(_weights.NativeHandle, grammar.Text, "root");
        Assert.Equal(1, sampler.Count);
        var matcher = constraint.CreateMatcher();
        var compared = 0;
        var tokens = _weights.NativeHandle.Tokenize(answer, false, false, Encoding.UTF8);
        for (var at = 0; at <= tokens.Length; at++)
        {
            var allowed = Allowed(sampler);
            for (var token = 0; token < _vocabulary.Count; token++)
            {
                // llama.cpp matches the names of control tokens as text; it has no say on what ends an answer but at the end itself.
                if (!_vocabulary.IsText(token)) continue;
                compared++;
                var inMask = TokenMask.Contains(matcher.Mask, token);
                if (inMask == allowed[token] || (inMask && WritesAnExponent(_vocabulary.GetBytes(token)))) continue;
                Assert.Fail($"After {string.Concat(tokens.Take(at).Select(one => Encoding.UTF8.GetString(_vocabulary.GetBytes((int)one))))} llama.cpp {(allowed[token] ? "allows" : "forbids")} the token {token} '{Encoding.UTF8.GetString(_vocabulary.GetBytes(token))}'\n{grammar.Text}");
            }

            Assert.Equal(matcher.CanEnd, _vocabulary.EndTokens.Any(end => allowed[end]));
            if (at == tokens.Length) break;
            Assert.True(matcher.TryAccept((int)tokens[at]), $"token {at} of {answer}");
            sampler.Accept(tokens[at]);
        }

        Assert.True(matcher.CanEnd);
        Console.WriteLine($"{compared} tokens compared along {answer}");
    }

    public void Dispose() => _weights.Dispose();

    private bool[] Allowed(SafeLLamaSamplerChainHandle sampler)
    {
        var candidates = LLamaTokenDataArray.Create(new float[_vocabulary.Count]);
        var allowed = new bool[_vocabulary.Count];
        using (LLamaTokenDataArrayNative.Create(candidates, out var native))
        {
            sampler.Apply(ref native);
            foreach (var candidate in native.Data) allowed[(int)candidate.ID] = !float.IsNegativeInfinity(candidate.Logit);
        }

        return allowed;
    }

    private static bool WritesAnExponent(ReadOnlySpan<byte> token) => token.ContainsAny("eE"u8);
}
