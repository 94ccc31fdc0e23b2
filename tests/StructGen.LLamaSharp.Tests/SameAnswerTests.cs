using System.Collections.Concurrent;
using System.Text.Json;
using StructGen.Constraints;
using StructGen.Generation.Decoding;
using StructGen.Generation.Requests;

namespace StructGen.LLamaSharp.Tests;

/// <summary>The small form of <c>DecodeBench same</c>: one answer for a request with a seed, in any order, beside others, in a model that was loaded anew.</summary>
public sealed class SameAnswerTests
{
    private const string Type = "{\n name: string\n city: string\n amount: number\n}";

    private static readonly JsonElement Schema = JsonDocument.Parse(
        """
        {
          "type": "object",
          "properties": {"name": {"type": "string", "maxLength": 20}, "city": {"type": "string", "maxLength": 20}, "amount": {"type": "number"}},
          "required": ["name", "city", "amount"],
          "additionalProperties": false
        }
        """).RootElement;

    private static readonly string[] Names = ["Mia Chen", "Anton Berg", "Luz Ortega", "Jo Smith", "Kemal Demir", "Ewa Nowak"];
    private static readonly string[] Cities = ["Oslo", "Rome", "Lyon", "Porto"];

    // The heads of the prompts are alike for different lengths, so that a cache is reused at many places.
    private static readonly string[] Texts = [.. Enumerable.Range(0, 24).Select(i =>
        $"{string.Concat(Enumerable.Repeat("A note from the ledger of the harbour office. ", i % 4))}{Names[i % 6]} of {Cities[i / 6]} paid {(i * 37) + 5}.50 euros for repairs.")];

    [Fact]
    public async Task Decode_WithASeed_GivesOneAnswerInAnyOrderBesideOthersAndAfterARestart()
    {
        var answers = new ConcurrentDictionary<int, string>();
        var differing = new ConcurrentBag<string>();
        var random = new Random(11);
        foreach (var atOnce in (int[])[1, 3, 4])
        {
            using var model = await TinyModelFile.LoadAsync(BundledModel.Path, new LLamaSharpOptions { ContextLength = 1024 });
            var constraint = new ConstraintCompiler(model.Vocabulary).Compile(Schema);
            var decoder = new TokenDecoder(model);
            var order = Enumerable.Range(0, Texts.Length).ToArray();
            random.Shuffle(order);
            await Parallel.ForEachAsync(order, new ParallelOptions { MaxDegreeOfParallelism = atOnce }, async (i, stop) =>
            {
                // Who names no seed disturbs whatever can be disturbed.
                if (i % 3 == 0) await decoder.DecodeAsync(Request(Texts[^(i + 1)][..^9], null, 0, 4), cancellationToken: stop);
                var answer = await decoder.DecodeAsync(Request(Texts[i], 1 + i, i % 2 == 0 ? 0 : 0.9f, 40), cancellationToken: stop);
                if (answers.GetOrAdd(i, answer.Text) != answer.Text) differing.Add($"{Texts[i]}: {answers[i]} then {answer.Text}");
            });

            DecodingRequest Request(string text, int? seed, float temperature, int tokens) => new()
            {
                Prompt = model.TokenizeChat(BundledModelTests.Messages(Type, text)),
                Matcher = seed is null ? null : constraint.CreateMatcher(),
                Sampling = new SamplingOptions { Seed = seed, Temperature = temperature, MaxTokens = tokens },
            };
        }

        Assert.Equal(Texts.Length, answers.Count);
        Assert.Empty(differing);
    }
}
