using System.Text.Json;
using StructGen.Api.Tests.Hosting;

namespace StructGen.Api.Tests.Chat;

/// <summary>What is accepted, and what is refused with its place.</summary>
public sealed class ChatRequestTests(WritingFixture fixture) : IClassFixture<WritingFixture>
{
    private const string Tool = """{"type": "function", "function": {"name": "look", "parameters": {"type": "object", "properties": {"at": {"type": "string"}}, "required": ["at"]}}}""";
    private readonly ServiceUnderTest _service = fixture.Service;

    [Fact]
    public async Task UnknownMembersAndNullsAreIgnored()
    {
        const string members = """
            "model": "fake", "frobnicate": {"a": [1]}, "user": "u", "metadata": {"a": "b"}, "store": true, "service_tier": "auto", "prediction": null, "verbosity": "low",
            "prompt_cache_key": "k", "safety_identifier": "s", "response_format": null, "tools": null, "tool_choice": null, "parallel_tool_calls": null, "max_tokens": null,
            "max_completion_tokens": null, "temperature": null, "top_p": null, "seed": null, "n": null, "stop": null, "stream": null, "stream_options": null, "logprobs": null,
            "top_logprobs": null, "logit_bias": null, "frequency_penalty": 0, "presence_penalty": 0.0, "reasoning_effort": null, "functions": null, "modalities": ["text"]
            """;
        var answer = await AskAsync($$"""{"messages": [{"role": "user", "content": "Hello", "name": "x", "surprise": 1}], {{members}}}""");
        Assert.Equal("Good day.", answer.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString());
    }

    [Fact]
    public async Task TheAnswerHasEveryMemberThatClientsNeed()
    {
        var answer = await AskAsync(ChatService.Ask("\"seed\": 9007199254740993"));
        Assert.Matches("^chatcmpl-[A-Za-z0-9]{24}$", answer.GetProperty("id").GetString());
        Assert.Equal("chat.completion", answer.GetProperty("object").GetString());
        Assert.True(answer.GetProperty("created").TryGetInt64(out _));
        Assert.Equal("fake", answer.GetProperty("model").GetString());
        var choice = answer.GetProperty("choices")[0];
        Assert.Equal((0, JsonValueKind.Null, "stop"), (choice.GetProperty("index").GetInt32(), choice.GetProperty("logprobs").ValueKind, choice.GetProperty("finish_reason").GetString()));
        var message = choice.GetProperty("message");
        Assert.Equal(["role", "content", "refusal"], message.EnumerateObject().Select(member => member.Name));
        Assert.Equal(("assistant", JsonValueKind.Null), (message.GetProperty("role").GetString(), message.GetProperty("refusal").ValueKind));
        var usage = answer.GetProperty("usage");
        Assert.Equal(usage.GetProperty("prompt_tokens").GetInt32() + usage.GetProperty("completion_tokens").GetInt32(), usage.GetProperty("total_tokens").GetInt32());
        Assert.Equal(0, usage.GetProperty("completion_tokens_details").GetProperty("reasoning_tokens").GetInt32());
        Assert.Equal(0, usage.GetProperty("prompt_tokens_details").GetProperty("cached_tokens").GetInt32());
        Assert.Equal(1, answer.GetProperty("structgen").GetProperty("attempts").GetArrayLength());
    }

    [Theory]
    [InlineData("""[{"role": "developer", "content": "Be brief."}, {"role": "user", "content": [{"type": "text", "text": "Hel"}, {"type": "text", "text": "lo"}]}]""")]
    [InlineData("""[{"role": "system", "content": [{"type": "text", "text": "Be brief."}]}, {"role": "user", "content": "Hello"}, {"role": "assistant", "content": [{"type": "refusal", "refusal": "No."}]}, {"role": "user", "content": "Hello"}]""")]
    [InlineData("""[{"role": "user", "content": "a"}, {"role": "assistant", "content": null, "tool_calls": [{"id": "c1", "type": "function", "function": {"name": "look", "arguments": "{\"at\": \"x\"}"}}]}, {"role": "tool", "tool_call_id": "c1", "content": "seen"}]""")]
    [InlineData("""[{"role": "user", "content": "a"}, {"role": "assistant", "tool_calls": [{"id": "c1", "function": {"name": "look", "arguments": "no JSON"}}, {"id": "c2", "function": {"name": "look", "arguments": "{}"}}]}, {"role": "tool", "tool_call_id": "c2", "content": [{"type": "text", "text": "seen"}]}, {"role": "tool", "tool_call_id": "c1", "content": ""}, {"role": "assistant", "content": "ok"}, {"role": "user", "content": "b"}]""")]
    public async Task ConversationsAreAccepted(string messages)
    {
        var answer = await AskAsync($$"""{"model": "fake", "messages": {{messages}}}""");
        Assert.Equal("Good day.", answer.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString());
    }

    [Theory]
    [InlineData("""[]""", "messages")]
    [InlineData("""null""", "messages")]
    [InlineData("""[{"content": "a"}]""", "messages[0].role")]
    [InlineData("""[{"role": "robot", "content": "a"}]""", "messages[0].role")]
    [InlineData("""[{"role": "function", "name": "f", "content": "a"}]""", "messages[0].role")]
    [InlineData("""[{"role": "user"}]""", "messages[0].content")]
    [InlineData("""[{"role": "user", "content": 5}]""", "messages[0].content")]
    [InlineData("""[{"role": "user", "content": ["a"]}]""", "messages[0].content[0]")]
    [InlineData("""[{"role": "user", "content": [{"type": "text"}]}]""", "messages[0].content[0]")]
    [InlineData("""[{"role": "user", "content": "a"}, {"role": "assistant", "content": null}]""", "messages[1].content")]
    [InlineData("""[{"role": "user", "content": "a"}, {"role": "assistant", "tool_calls": [{"id": "c1", "function": {"name": "f"}}]}]""", "messages[1].tool_calls[0]")]
    [InlineData("""[{"role": "user", "content": "a"}, {"role": "assistant", "tool_calls": [{"id": "c1", "function": {"name": "f"}}]}, {"role": "assistant", "content": "b"}]""", "messages[1].tool_calls[0]")]
    [InlineData("""[{"role": "user", "content": "a"}, {"role": "assistant", "tool_calls": [{"function": {"name": "f"}}]}]""", "messages[1].tool_calls[0]")]
    [InlineData("""[{"role": "user", "content": "a"}, {"role": "tool", "content": "b"}]""", "messages[1].tool_call_id")]
    [InlineData("""[{"role": "user", "content": "a"}, {"role": "tool", "tool_call_id": "c9", "content": "b"}]""", "messages[1].tool_call_id")]
    [InlineData("""[{"role": 5, "content": "a"}]""", "messages[0].role")]
    [InlineData("""[5]""", "messages[0]")]
    public async Task ConversationsAreRefusedAtTheirPlace(string messages, string param)
        => await ChatAssert.ErrorAsync(await PostAsync($$"""{"model": "fake", "messages": {{messages}}}"""), 400, param, null);

    [Theory]
    [InlineData("\"logprobs\": true", "logprobs")]
    [InlineData("\"top_logprobs\": 2", "top_logprobs")]
    [InlineData("\"frequency_penalty\": 0.5", "frequency_penalty")]
    [InlineData("\"presence_penalty\": -1", "presence_penalty")]
    [InlineData("\"logit_bias\": {\"50\": 1}", "logit_bias")]
    [InlineData("\"modalities\": [\"text\", \"audio\"]", "modalities")]
    [InlineData("\"audio\": {\"voice\": \"x\"}", "audio")]
    [InlineData("\"web_search_options\": {}", "web_search_options")]
    [InlineData("\"functions\": [{\"name\": \"f\"}]", "functions")]
    [InlineData("\"function_call\": \"auto\"", "function_call")]
    [InlineData("\"grammar\": \"root ::= x\"", "grammar")]
    [InlineData("\"guided_json\": {}", "guided_json")]
    [InlineData("\"guided_regex\": \"a\"", "guided_regex")]
    [InlineData("\"guided_choice\": [\"a\"]", "guided_choice")]
    [InlineData("\"guided_grammar\": \"a\"", "guided_grammar")]
    [InlineData("\"structured_outputs\": {\"grammar\": \"a\"}", "structured_outputs.grammar")]
    [InlineData("\"structured_outputs\": {\"structural_tag\": \"a\"}", "structured_outputs.structural_tag")]
    [InlineData("\"response_format\": {\"type\": \"structural_tag\", \"format\": {}}", "response_format.type")]
    [InlineData("\"tools\": [{\"type\": \"custom\", \"custom\": {\"name\": \"c\"}}]", "tools[0].type")]
    [InlineData("\"tool_choice\": {\"type\": \"custom\", \"custom\": {\"name\": \"c\"}}", "tool_choice.type")]
    public async Task WhatWouldChangeTheAnswerAndIsNotDoneIsRefused(string member, string param)
        => await ChatAssert.ErrorAsync(await PostAsync(ChatService.Ask(member)), 400, param, "unsupported_parameter");

    [Fact]
    public async Task PartsThatAreNoTextAreRefused()
        => await ChatAssert.ErrorAsync(
            await PostAsync("""{"model": "fake", "messages": [{"role": "user", "content": [{"type": "text", "text": "a"}, {"type": "image_url", "image_url": {"url": "data:"}}]}]}"""),
            400,
            "messages[0].content[1].type",
            "unsupported_parameter");

    [Theory]
    [InlineData("\"n\": 0", "n")]
    [InlineData("\"n\": 9", "n")]
    [InlineData("\"n\": \"1\"", "n")]
    [InlineData("\"temperature\": -1", "temperature")]
    [InlineData("\"top_p\": 1.5", "top_p")]
    [InlineData("\"max_tokens\": 0", "max_tokens")]
    [InlineData("\"max_completion_tokens\": 99999999", "max_completion_tokens")]
    [InlineData("\"stop\": 5", "stop")]
    [InlineData("\"stop\": [\"a\", \"b\", \"c\", \"d\", \"e\"]", "stop")]
    [InlineData("\"stop\": \"\"", "stop")]
    [InlineData("\"reasoning_effort\": \"enormous\"", "reasoning_effort")]
    [InlineData("\"thinking_budget\": -1", "thinking_budget")]
    [InlineData("\"response_format\": {}", "response_format.type")]
    [InlineData("\"response_format\": {\"type\": \"json_schema\"}", "response_format.json_schema")]
    [InlineData("\"response_format\": {\"type\": \"json_schema\", \"json_schema\": {\"schema\": {}}}", "response_format.json_schema.name")]
    [InlineData("\"response_format\": {\"type\": \"json_schema\", \"json_schema\": {\"name\": \"a b\", \"schema\": {}}}", "response_format.json_schema.name")]
    [InlineData("\"structured_outputs\": {}", "structured_outputs")]
    [InlineData("\"structured_outputs\": {\"regex\": \"a\", \"choice\": [\"a\"]}", "structured_outputs")]
    [InlineData("\"structured_outputs\": {\"choice\": []}", "structured_outputs.choice")]
    [InlineData("\"structured_outputs\": {\"regex\": \"a\"}, \"response_format\": {\"type\": \"json_object\"}", "structured_outputs")]
    [InlineData("\"tools\": [{\"type\": \"function\"}]", "tools[0].function")]
    [InlineData("\"tools\": [{\"type\": \"function\", \"function\": {\"name\": \"a b\"}}]", "tools[0].function.name")]
    [InlineData("\"tools\": [" + Tool + ", " + Tool + "]", "tools[1].function.name")]
    [InlineData("\"tool_choice\": \"required\"", "tool_choice")]
    [InlineData("\"tool_choice\": \"perhaps\", \"tools\": [" + Tool + "]", "tool_choice")]
    [InlineData("\"tool_choice\": {\"type\": \"function\", \"function\": {\"name\": \"hear\"}}, \"tools\": [" + Tool + "]", "tool_choice.function.name")]
    [InlineData("\"tool_choice\": {\"type\": \"function\"}, \"tools\": [" + Tool + "]", "tool_choice.function.name")]
    [InlineData("\"tool_choice\": {\"type\": \"allowed_tools\", \"allowed_tools\": {\"mode\": \"auto\", \"tools\": []}}, \"tools\": [" + Tool + "]", "tool_choice.allowed_tools.tools")]
    [InlineData("\"tool_choice\": {\"type\": \"allowed_tools\", \"allowed_tools\": {\"mode\": \"perhaps\", \"tools\": [{\"type\": \"function\", \"function\": {\"name\": \"look\"}}]}}, \"tools\": [" + Tool + "]", "tool_choice.allowed_tools.mode")]
    [InlineData("\"structured_outputs\": {\"regex\": \"a\"}, \"tools\": [" + Tool + "]", "structured_outputs.regex")]
    public async Task WrongValuesAreRefusedAtTheirPlace(string member, string param) => await ChatAssert.ErrorAsync(await PostAsync(ChatService.Ask(member)), 400, param, null);

    [Theory]
    [InlineData("\"response_format\": {\"type\": \"json_schema\", \"json_schema\": {\"name\": \"a\", \"schema\": {\"type\": \"strin\"}}}", "response_format.json_schema.schema", "invalid_json_schema")]
    [InlineData("\"response_format\": {\"type\": \"json_schema\", \"json_schema\": {\"name\": \"a\", \"schema\": 5}}", "response_format.json_schema.schema", "invalid_json_schema")]
    [InlineData("\"response_format\": {\"type\": \"json_object\", \"schema\": {\"type\": \"strin\"}}", "response_format.schema", "invalid_json_schema")]
    [InlineData("\"response_format\": {\"type\": \"json_schema\", \"json_schema\": {\"name\": \"a\", \"strict\": true, \"schema\": {\"type\": \"string\", \"pattern\": \"^(a|b)\\\\1$\"}}}", "response_format.json_schema.schema", "unsupported_keyword")]
    [InlineData("\"response_format\": {\"type\": \"json_schema\", \"json_schema\": {\"name\": \"a\", \"schema\": {\"allOf\": [{\"type\": \"string\"}, {\"type\": \"number\"}]}}}", "response_format.json_schema.schema", "unsatisfiable_schema")]
    [InlineData("\"structured_outputs\": {\"json\": {\"type\": \"strin\"}}", "structured_outputs.json", "invalid_json_schema")]
    [InlineData("\"structured_outputs\": {\"json\": \"{\"}", "structured_outputs.json", "invalid_json_schema")]
    [InlineData("\"structured_outputs\": {\"regex\": \"(\"}", "structured_outputs.regex", "invalid_json_schema")]
    [InlineData("\"structured_outputs\": {\"regex\": \"a)|(?:b\"}", "structured_outputs.regex", "invalid_json_schema")]
    [InlineData("\"structured_outputs\": {\"regex\": \"(?P<n>a)\"}", "structured_outputs.regex", "invalid_json_schema")]
    [InlineData("\"tools\": [" + Tool + ", {\"type\": \"function\", \"function\": {\"name\": \"hear\", \"parameters\": {\"type\": \"object\", \"properties\": {\"a\": {\"type\": \"strin\"}}}}}]", "tools[1].function.parameters", "invalid_json_schema")]
    [InlineData("\"tools\": [" + Tool + ", {\"type\": \"function\", \"function\": {\"name\": \"hear\", \"parameters\": {\"type\": \"object\", \"required\": 5}}}], \"tool_choice\": {\"type\": \"allowed_tools\", \"allowed_tools\": {\"mode\": \"auto\", \"tools\": [{\"type\": \"function\", \"function\": {\"name\": \"hear\"}}]}}", "tools[1].function.parameters", "invalid_json_schema")]
    [InlineData("\"tools\": [{\"type\": \"function\", \"function\": {\"name\": \"hear\", \"parameters\": true}}]", "tools[0].function.parameters", "invalid_json_schema")]
    [InlineData("\"tools\": [{\"type\": \"function\", \"function\": {\"name\": \"hear\", \"parameters\": {\"type\": \"array\"}}}]", "tools[0].function.parameters", "invalid_json_schema")]
    public async Task SchemasAreRefusedAtTheirPlace(string member, string param, string code) => await ChatAssert.ErrorAsync(await PostAsync(ChatService.Ask(member)), 400, param, code);

    private Task<HttpResponseMessage> PostAsync(string body) => _service.PostAsync(ChatService.Address, body);

    private async Task<JsonElement> AskAsync(string body) => await ProblemAssert.OkAsync(await PostAsync(body));
}
