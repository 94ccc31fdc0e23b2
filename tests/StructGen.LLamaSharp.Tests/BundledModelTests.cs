using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.AI;
using StructGen.Generation.Decoding;
using StructGen.Generation.Models;
using StructGen.Generation.Requests;

namespace StructGen.LLamaSharp.Tests;

public sealed class BundledModelTests(BundledModelFixture bundled) : IClassFixture<BundledModelFixture>
{
    private const string OrderType = "{\n order: integer\n customer: string\n items: Array<{\n  name: string\n  quantity: integer\n  price: number\n }>\n currency?: string\n}";
    private const string Order = "Order 4711 from Mia Chen, 3 chairs at 49.90 EUR";

    private static readonly int[] Endless = [.. Enumerable.Range(0, 1024).Select(i => 100 + (i * 37 % 30_000))];

    [Fact]
    public async Task Decode_PromptOfTheModelCard_GivesSensibleJson()
    {
        var decoder = new TokenDecoder(bundled.Model);
        var prompt = bundled.Model.TokenizeChat(Messages(OrderType, Order));
        var watch = Stopwatch.StartNew();
        var answer = await decoder.DecodeAsync(new DecodingRequest { Prompt = prompt });
        Print($"{answer.Text}\n{answer.Usage} in {watch.ElapsedMilliseconds} ms");
        Assert.Equal(DecodedAnswer.Stop, answer.FinishReason);
        var data = JsonDocument.Parse(answer.Text).RootElement;
        Assert.Equal(4711, data.GetProperty("order").GetInt32());
        Assert.Equal("Mia Chen", data.GetProperty("customer").GetString());
        Assert.Equal(49.90m, data.GetProperty("items")[0].GetProperty("price").GetDecimal());
    }

    [Fact]
    public async Task Decode_LimitReached_IsReported()
    {
        var decoder = new TokenDecoder(bundled.Model);
        var prompt = bundled.Model.TokenizeChat(Messages(OrderType, Order));
        var answer = await decoder.DecodeAsync(new DecodingRequest { Prompt = prompt, Sampling = new SamplingOptions { MaxTokens = 5 } });
        Assert.Equal(DecodedAnswer.Length, answer.FinishReason);
        Assert.Equal(5, answer.Usage.CompletionTokens);
        Assert.False(answer.ClosedByBudget);
    }

    [Fact]
    public async Task ChatClient_Streamed_PartsJoinToTheAnswer()
    {
        using var client = new TokenModelChatClient(bundled.Model);
        ChatMessage[] messages = [.. Messages(OrderType, Order).Select(message => new ChatMessage(new ChatRole(message.Role), message.Content))];
        var whole = await client.GetResponseAsync(messages, cancellationToken: TestContext.Current.CancellationToken);
        var streamed = await client.GetStreamingResponseAsync(messages, cancellationToken: TestContext.Current.CancellationToken).ToChatResponseAsync(TestContext.Current.CancellationToken);
        Assert.Equal(whole.Text, streamed.Text);
        Assert.Equal(ChatFinishReason.Stop, streamed.FinishReason);
        Assert.Equal(whole.Usage?.OutputTokenCount, streamed.Usage?.OutputTokenCount);
        Assert.Equal(whole.Usage!.InputTokenCount - 1, streamed.Usage!.CachedInputTokenCount);
    }

    [Fact]
    public async Task Speed_PrefillAndDecode_ArePrinted()
    {
        var watch = Stopwatch.StartNew();
        using var session = await bundled.Model.OpenAsync(Endless, default);
        var prefill = watch.Elapsed;
        watch.Restart();
        for (var i = 0; i < 100; i++) session.Append([System.Numerics.Tensors.TensorPrimitives.IndexOfMax<float>(session.Logits)], default);
        Print($"prefill {Endless.Length / prefill.TotalSeconds:F0} tokens/s, decode at {Endless.Length} tokens of context {100 / watch.Elapsed.TotalSeconds:F0} tokens/s");
    }

    [Fact]
    public async Task Memory_FiftySessions_StaysFlat()
    {
        var decoder = new TokenDecoder(bundled.Model);
        var resident = new List<long>();
        for (var i = 0; i < 50; i++)
        {
            var prompt = bundled.Model.TokenizeChat(Messages(OrderType, $"Order {i} from Mia Chen, {i} chairs at 49.90 EUR"));
            await decoder.DecodeAsync(new DecodingRequest { Prompt = prompt, Sampling = new SamplingOptions { MaxTokens = 8 } });
            resident.Add(Environment.WorkingSet);
        }

        var first = resident[5..25].Max();
        var last = resident[25..].Max();
        Print($"resident {first >> 20} MB in the first half, {last >> 20} MB in the last");
        Assert.True(last <= first * 1.05, $"{first} then {last} bytes");
    }

    internal static PromptMessage[] Messages(string type, string text)
        => [new("system", $"Extract data from the text as JSON of this type:\n{type}"), new("user", text)];

    private static void Print(string line)
    {
        Console.WriteLine(line);
        TestContext.Current.TestOutputHelper?.WriteLine(line);
    }
}
