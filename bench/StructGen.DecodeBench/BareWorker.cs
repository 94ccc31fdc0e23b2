using System.Diagnostics;
using System.Globalization;
using System.Text;
using LLama;
using LLama.Common;
using LLama.Native;

namespace StructGen.DecodeBench;

/// <summary>Nothing but <c>llama_decode</c>: a line <c>PROMPT ANSWER</c> reads so many tokens of prompt and then so many single tokens, and answers with the milliseconds.</summary>
internal static class BareWorker
{
    public static int Run(BenchOptions options)
    {
        NativeLibraryConfig.LLama.WithLogCallback((_, _) => { });
        using var weights = LLamaWeights.LoadFromFile(new ModelParams(options.Model) { GpuLayerCount = 0 });
        var threads = options.Threads ?? Environment.ProcessorCount;
        using var context = weights.CreateContext(new ModelParams("") { ContextSize = 8192, BatchSize = 512, UBatchSize = 512, Threads = threads, BatchThreads = threads });
        var tokens = weights.Tokenize(string.Concat(Enumerable.Range(0, 400).Select(i => $"Order {i * 7919 % 9973} from Mia Chen, {i} chairs at {i * 3}.90 EUR. ")), false, false, Encoding.UTF8);
        Console.WriteLine("ready");
        while (Console.ReadLine() is { } line)
        {
            var numbers = line.Split(' ');
            var (prompt, answer) = (int.Parse(numbers[0], CultureInfo.InvariantCulture), int.Parse(numbers[1], CultureInfo.InvariantCulture));
            var watch = Stopwatch.StartNew();
            context.NativeHandle.MemorySequenceRemove((LLamaSeqId)0, 0, -1);
            for (var at = 0; at < prompt; at += 512) Decode(context, tokens, at, Math.Min(prompt, at + 512), prompt);
            for (var at = prompt; at < prompt + answer; at++) Decode(context, tokens, at, at + 1, at + 1);
            context.NativeHandle.Synchronize();
            Console.WriteLine(watch.Elapsed.TotalMilliseconds.ToString(CultureInfo.InvariantCulture));
        }

        return 0;
    }

    private static void Decode(LLamaContext context, LLamaToken[] tokens, int from, int to, int last)
    {
        var batch = new LLamaBatch();
        for (var at = from; at < to; at++) batch.Add(tokens[at], at, (LLamaSeqId)0, at == last - 1);
        if (context.Decode(batch) is not DecodeResult.Ok and var result) throw new InvalidOperationException($"llama_decode: {result}");
    }
}
