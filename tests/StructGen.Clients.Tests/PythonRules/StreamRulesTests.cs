using System.Text.Json;
using System.Text.Json.Nodes;
using StructGen.Clients.Tests.Hosting;

namespace StructGen.Clients.Tests.PythonRules;

/// <summary>The Python client cannot be installed here; its rules are encoded in <see cref="PythonAccumulator"/> and hold for the raw stream.</summary>
public sealed class StreamRulesTests(RunningService service)
{
    private static readonly string Format = $$$"""{"type":"json_schema","json_schema":{"name":"contact_of_mine","strict":true,"schema":{{{Asks.ContactSchema}}}}}""";
    private static readonly string Tools = $$$"""
        [{"type":"function","function":{"name":"get_weather","parameters":{{{Asks.WeatherSchema}}}}},
        {"type":"function","function":{"name":"send_mail","parameters":{{{Asks.MailSchema}}}}}]
        """;

    public static TheoryData<string> Requests => new(
        Body("\"max_tokens\": 8"),
        Body("\"max_tokens\": 8, \"stream_options\": {\"include_usage\": true}"),
        Body($"\"response_format\": {Format}"),
        Body($"\"response_format\": {Format}, \"stream_options\": {{\"include_usage\": true}}"),
        Body("\"response_format\": {\"type\": \"json_object\"}, \"max_tokens\": 40"),
        Body($"\"tools\": {Tools}, \"tool_choice\": \"required\", \"max_tokens\": 80"),
        Body($"\"tools\": {Tools}, \"tool_choice\": \"required\", \"parallel_tool_calls\": false, \"max_tokens\": 80"),
        Body($"\"tools\": {Tools}, \"max_tokens\": 80, \"stream_options\": {{\"include_usage\": true}}"),
        Body($"\"tools\": {Tools}, \"tool_choice\": \"none\", \"max_tokens\": 8"),
        Body($"\"tools\": {Tools}, \"response_format\": {Format}, \"max_tokens\": 100"),
        Body("\"max_tokens\": 6, \"n\": 2, \"temperature\": 1, \"seed\": 3"));

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Chunks_KeepTheRulesOfEveryClient(string body)
    {
        var stream = await RawStream.ReadAsync(service.Http, body);
        Assert.True(stream.IsWhole);
        Assert.All(stream.Lines, line => Assert.True(line.Length == 0 || line.StartsWith("data: ", StringComparison.Ordinal) || line.StartsWith(':'), line));
        Assert.Equal("[DONE]", stream.Events[^1]);
        Assert.Single(stream.Events, text => text == "[DONE]");
        Assert.Single(stream.Chunks.Select(chunk => $"{chunk["id"]} {chunk["created"]} {chunk["model"]} {chunk["object"]}").Distinct());
        Assert.DoesNotContain(stream.Lines, line => line.Contains('\uFFFD', StringComparison.Ordinal));

        var wanted = JsonNode.Parse(body)!.AsObject();
        var withUsage = wanted["stream_options"] is not null;
        var chunks = stream.Chunks;
        if (withUsage)
        {
            Assert.Empty(chunks[^1]["choices"]!.AsArray());
            Assert.True(chunks[^1]["usage"]!["total_tokens"]!.GetValue<int>() > 0);
            Assert.All(chunks.SkipLast(1), chunk => Assert.True(chunk.ContainsKey("usage") && chunk["usage"] is null));
            chunks = [.. chunks.SkipLast(1)];
        }
        else
        {
            Assert.All(chunks, chunk => Assert.False(chunk.ContainsKey("usage")));
        }

        Assert.All(chunks, chunk => Assert.Single(chunk["choices"]!.AsArray()));
        foreach (var choice in chunks.Select(chunk => chunk["choices"]![0]!.AsObject()).GroupBy(choice => choice["index"]!.GetValue<int>())) CheckChoice([.. choice]);
        Assert.Equal(wanted["n"]?.GetValue<int>() ?? 1, chunks.Select(chunk => chunk["choices"]![0]!["index"]!.GetValue<int>()).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Accumulated_IsAWholeCompletion(string body)
    {
        var stream = await RawStream.ReadAsync(service.Http, body);
        var python = new PythonAccumulator();
        foreach (var chunk in stream.Chunks) python.Add(chunk);
        python.End();
        foreach (var choice in python.Whole["choices"]!.AsArray())
        {
            var message = choice!["delta"]!.AsObject();
            Assert.Equal("assistant", message["role"]!.GetValue<string>());
            var calls = message["tool_calls"]?.AsArray() ?? [];
            foreach (var call in calls)
            {
                Assert.Matches("^call_[A-Za-z0-9]{24}$", call!["id"]!.GetValue<string>());
                Assert.Equal("function", call["type"]!.GetValue<string>());
                Assert.Contains(call["function"]!["name"]!.GetValue<string>(), (string[])["get_weather", "send_mail"]);
                Assert.Equal(JsonValueKind.Object, JsonElement.Parse(call["function"]!["arguments"]!.GetValue<string>()).ValueKind);
            }

            Assert.Equal(calls.Select(call => call!["function"]!["arguments"]!.GetValue<string>()), python.Done);
            if (body.Contains("contact_of_mine", StringComparison.Ordinal) && calls.Count == 0)
                Assert.Equal(3, JsonElement.Parse(message["content"]!.GetValue<string>()).GetPropertyCount());
            Assert.Contains(choice["finish_reason"]!.GetValue<string>(), (string[])["stop", "length", "tool_calls"]);
        }
    }

    [Fact]
    public async Task ErrorInside_IsAnErrorEventAndNoEnd()
    {
        var stream = await RawStream.ReadAsync(service.Http, """{"model": "breaking", "messages": [{"role": "user", "content": "Hello"}], "stream": true}""");
        Assert.False(stream.IsWhole);
        var python = new PythonAccumulator();
        foreach (var chunk in stream.Chunks.SkipLast(1))
        {
            Assert.Null(chunk["choices"]![0]!["finish_reason"]);
            python.Add(chunk);
        }

        Assert.Throws<PythonApiException>(() => python.Add(stream.Chunks[^1]));
        Assert.Equal(["message", "type", "param", "code"], stream.Chunks[^1]["error"]!.AsObject().Select(member => member.Key));
        Assert.DoesNotContain("[DONE]", stream.Events);
    }

    private static string Body(string members)
        => $$"""{"messages": [{"role": "user", "content": {{JsonSerializer.Serialize(members.Contains("tools", StringComparison.Ordinal) ? Asks.Weather : Asks.Contact)}}}], "stream": true, {{members}}}""";

    private static void CheckChoice(IReadOnlyList<JsonObject> choices)
    {
        Assert.Equal("assistant", choices[0]["delta"]!["role"]!.GetValue<string>());
        Assert.All(choices.Skip(1), choice => Assert.False(choice["delta"]!.AsObject().ContainsKey("role")));
        Assert.All(choices.SkipLast(1), choice => Assert.Null(choice["finish_reason"]));
        Assert.NotNull(choices[^1]["finish_reason"]);
        Assert.Empty(choices[^1]["delta"]!.AsObject());
        var last = -1;
        foreach (var call in choices.SelectMany(choice => choice["delta"]!["tool_calls"]?.AsArray() ?? []).Select(call => call!.AsObject()))
        {
            var index = call["index"]!.GetValue<int>();
            var begins = index != last;
            if (begins) Assert.Equal(last + 1, index);
            last = index;
            Assert.Equal(begins, call.ContainsKey("id") && call.ContainsKey("type") && call["function"]!.AsObject().ContainsKey("name"));
            Assert.Equal(begins, call["function"]!["arguments"]!.GetValue<string>().Length == 0);
        }
    }
}
