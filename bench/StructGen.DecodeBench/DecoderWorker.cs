using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using StructGen.Constraints;
using StructGen.Generation.Decoding;
using StructGen.Generation.Requests;
using StructGen.LLamaSharp;

namespace StructGen.DecodeBench;

/// <summary>The decode loop without HTTP: a line <c>NUMBER plain|grammar TOKENS</c> answers with <c>MS PROMPT ANSWER FORCED MASKMS</c>.</summary>
internal static class DecoderWorker
{
    public static async Task<int> RunAsync(BenchOptions options)
    {
        using var model = await LLamaSharpModel.LoadAsync(options.Model, new LLamaSharpOptions { Threads = options.Threads }, NullLogger.Instance);
        var decoder = new TokenDecoder(model);
        var constraint = new ConstraintCompiler(model.Vocabulary).Compile(BenchTexts.Schema);
        Console.WriteLine("ready");
        while (Console.ReadLine() is { } line)
        {
            var parts = line.Split(' ');
            var number = int.Parse(parts[0], CultureInfo.InvariantCulture);
            var watch = Stopwatch.StartNew();
            var request = new DecodingRequest
            {
                Prompt = model.TokenizeChat([new PromptMessage("system", BenchTexts.System(number)), new PromptMessage("user", BenchTexts.Text(number))]),
                Matcher = parts[1] == "grammar" ? constraint.CreateMatcher() : null,
                Sampling = new SamplingOptions { MaxTokens = int.Parse(parts[2], CultureInfo.InvariantCulture) },
            };
            var answer = await decoder.DecodeAsync(request);
            var usage = answer.Usage;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{watch.Elapsed.TotalMilliseconds} {usage.PromptTokens} {usage.CompletionTokens} {answer.ForcedTokens} {answer.MaskTime.TotalMilliseconds}"));
        }

        return 0;
    }
}
