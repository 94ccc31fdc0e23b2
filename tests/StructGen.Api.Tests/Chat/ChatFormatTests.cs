using System.Text.Json;
using StructGen.Api.Tests.Hosting;
using StructGen.TestKit.Models;

namespace StructGen.Api.Tests.Chat;

/// <summary>Every way to say the form of an answer; the model itself would write <c>Good day.</c></summary>
public sealed class ChatFormatTests(WritingFixture fixture) : IClassFixture<WritingFixture>
{
    private const string Person = """{"type": "object", "properties": {"name": {"type": "string", "maxLength": 9}, "age": {"enum": ["7", "8"]}}, "required": ["name", "age"], "additionalProperties": false}""";
    private const string BackReference = """{"type": "object", "properties": {"a": {"type": "string", "pattern": "^(x|y)\\1$", "maxLength": 2}}, "required": ["a"], "additionalProperties": false}""";
    private const string Look = """{"type": "function", "function": {"name": "look", "parameters": {"type": "object", "properties": {"at": {"type": "string", "maxLength": 5}}, "required": ["at"], "additionalProperties": false}}}""";
    private readonly ServiceUnderTest _service = fixture.Service;

    public static TheoryData<string> PersonFormats => new(
        $$$""" "response_format": {"type": "json_schema", "json_schema": {"name": "person", "schema": {{{Person}}}, "strict": true}} """,
        $$$""" "response_format": {"type": "json_schema", "json_schema": {"name": "person", "schema": {{{Person}}}, "strict": false}} """,
        $$$""" "response_format": {"type": "json_schema", "json_schema": {"name": "person", "schema": {{{Person}}}, "strict": null, "description": null}} """,
        $$$""" "response_format": {"type": "json_schema", "schema": {{{Person}}}} """,
        $$$""" "response_format": {"type": "json_object", "schema": {{{Person}}}} """,
        $$$""" "structured_outputs": {"json": {{{Person}}}} """,
        $$$""" "structured_outputs": {"json": {{{JsonSerializer.Serialize(Person)}}}} """,
        $$$""" "inject_schema": false, "response_format": {"type": "json_schema", "json_schema": {"name": "person", "schema": {{{Person}}}}} """);

    [Theory]
    [MemberData(nameof(PersonFormats))]
    public async Task ASchemaIsKept(string format)
    {
        var choice = await ChatService.ChoiceAsync(_service, ChatService.Ask(format + ", \"max_tokens\": 200"));
        var person = JsonElement.Parse(Content(choice));
        Assert.Equal(["name", "age"], person.EnumerateObject().Select(member => member.Name));
        Assert.Equal("stop", choice.GetProperty("finish_reason").GetString());
    }

    [Fact]
    public async Task AnyJsonObjectNeedsNoMentionOfJson()
    {
        var choice = await ChatService.ChoiceAsync(_service, ChatService.Ask("\"response_format\": {\"type\": \"json_object\"}, \"max_tokens\": 40"));
        Assert.Equal(JsonValueKind.Object, JsonElement.Parse(Content(choice)).ValueKind);
    }

    [Fact]
    public async Task ARegularExpressionMatchesTheWholeAnswer()
        => Assert.Matches("^[0-9]{3}-[0-9]{4}$", Content(await ChatService.ChoiceAsync(_service, ChatService.Ask("\"structured_outputs\": {\"regex\": \"[0-9]{3}-[0-9]{4}\"}"))));

    [Fact]
    public async Task AnAnchoredRegularExpressionIsTheSame()
        => Assert.Matches("^[0-9]{3}$", Content(await ChatService.ChoiceAsync(_service, ChatService.Ask("\"structured_outputs\": {\"regex\": \"^[0-9]{3}$\"}"))));

    [Fact]
    public async Task AChoiceIsOneOfItsTexts()
        => Assert.Contains(Content(await ChatService.ChoiceAsync(_service, ChatService.Ask("\"structured_outputs\": {\"choice\": [\"yes\", \"no\"]}"))), (string[])["yes", "no"]);

    [Theory]
    [InlineData("")]
    [InlineData(", \"version\": 1")]
    public async Task ARegisteredSchemaIsKnownByItsName(string version)
    {
        await _service.PutAsync("/v1/schemas/person_of_test", Person);
        var choice = await ChatService.ChoiceAsync(_service, ChatService.Ask($$$""" "max_tokens": 200, "response_format": {"type": "json_schema", "json_schema": {"name": "person_of_test"{{{version}}}}} """));
        Assert.Equal(2, JsonElement.Parse(Content(choice)).GetPropertyCount());
    }

    [Fact]
    public async Task TheSchemaIsShownUnlessUnwanted()
    {
        var shown = await PromptTokensAsync("true");
        var hidden = await PromptTokensAsync("false");
        Assert.True(shown > hidden + 20, $"{shown} and {hidden}");
    }

    [Theory]
    [InlineData("xx", true)]
    [InlineData("xy", false)]
    public async Task WhatCannotBeEnforcedIsCheckedAfterwardsWhereTheSchemaIsNotStrict(string written, bool isValid)
    {
        await using var service = await ChatService.WritingAsync($$"""{"a": "{{written}}"}""");
        var response = await service.PostAsync(ChatService.Address, ChatService.Ask($$$""" "response_format": {"type": "json_schema", "json_schema": {"name": "a", "schema": {{{BackReference}}}}} """));
        if (!isValid)
        {
            await ChatAssert.ErrorAsync(response, 502, null, "invalid_answer", "server_error");
            return;
        }

        var answer = await ProblemAssert.OkAsync(response);
        Assert.Equal("""{"a": "xx"}""", Content(answer.GetProperty("choices")[0]));
        Assert.Equal("checked-afterwards", answer.GetProperty("structgen").GetProperty("warnings")[0].GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("""{"name": "look", "arguments": {"at": "sky"}}""", true)]
    [InlineData("""{"name": "Mia", "age": "7"}""", false)]
    [InlineData("""{"name": "look", "age": "7"}""", false)]
    public async Task ToolsAndASchemaShutNeitherOut(string written, bool isCall)
    {
        await using var service = await ChatService.WritingAsync(written);
        var choice = await ChatService.ChoiceAsync(service, ChatService.Ask($$$""" "tools": [{{{Look}}}], "response_format": {"type": "json_schema", "json_schema": {"name": "person", "schema": {{{Person}}}, "strict": true}} """));
        var message = choice.GetProperty("message");
        Assert.Equal(isCall ? "tool_calls" : "stop", choice.GetProperty("finish_reason").GetString());
        if (isCall) Assert.Equal("""{"at": "sky"}""", message.GetProperty("tool_calls")[0].GetProperty("function").GetProperty("arguments").GetString());
        else Assert.Equal(written, message.GetProperty("content").GetString());
    }

    [Theory]
    [InlineData("\"required\"", "tool_calls")]
    [InlineData("""{"type": "function", "function": {"name": "look"}}""", "stop")]
    [InlineData("""{"type": "allowed_tools", "allowed_tools": {"mode": "required", "tools": [{"type": "function", "function": {"name": "look"}}]}}""", "tool_calls")]
    [InlineData("""{"type": "allowed_tools", "mode": "required", "tools": [{"type": "function", "function": {"name": "look"}}]}""", "tool_calls")]
    public async Task ARequiredToolIsCalledWhateverTheModelWants(string toolChoice, string finish)
    {
        var choice = await ChatService.ChoiceAsync(_service, ChatService.Ask($$$""" "tools": [{{{Look}}}, {"type": "function", "function": {"name": "hear"}}], "parallel_tool_calls": false, "tool_choice": {{{toolChoice}}}, "max_tokens": 100 """));
        Assert.Equal(finish, choice.GetProperty("finish_reason").GetString());
        var call = Assert.Single(choice.GetProperty("message").GetProperty("tool_calls").EnumerateArray());
        if (toolChoice != "\"required\"") Assert.Equal("look", call.GetProperty("function").GetProperty("name").GetString());
        Assert.Equal(JsonValueKind.Null, choice.GetProperty("message").GetProperty("content").ValueKind);
        Assert.Equal("function", call.GetProperty("type").GetString());
    }

    [Fact]
    public async Task TheFinishReasonOfANamedToolIsASetting()
    {
        await using var service = await ChatService.WritingAsync("x", "Chat:NamedChoiceFinish=tool_calls");
        var choice = await ChatService.ChoiceAsync(service, ChatService.Ask($$$""" "tools": [{{{Look}}}], "tool_choice": {"type": "function", "function": {"name": "look"}} """));
        Assert.Equal("tool_calls", choice.GetProperty("finish_reason").GetString());
    }

    [Theory]
    [InlineData("\"none\"")]
    [InlineData("{\"type\": \"allowed_tools\", \"allowed_tools\": {\"mode\": \"auto\", \"tools\": [{\"type\": \"function\", \"function\": {\"name\": \"look\"}}]}}")]
    public async Task NoToolNeedsToBeCalled(string toolChoice)
    {
        await using var service = await ChatService.WritingAsync(toolChoice == "\"none\"" ? "Hi." : """{"name": "reply", "arguments": {"text": "Hi."}}""");
        var choice = await ChatService.ChoiceAsync(service, ChatService.Ask($$$""" "tools": [{{{Look}}}], "tool_choice": {{{toolChoice}}} """));
        Assert.Equal(("Hi.", "stop"), (Content(choice), choice.GetProperty("finish_reason").GetString()));
        Assert.False(choice.GetProperty("message").TryGetProperty("tool_calls", out _));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("auto")]
    public async Task AToolChoiceWithoutToolsIsHarmless(string toolChoice)
        => Assert.Equal("Good day.", Content(await ChatService.ChoiceAsync(_service, ChatService.Ask($$""" "tool_choice": "{{toolChoice}}", "parallel_tool_calls": true """))));

    [Theory]
    [InlineData(true, 2)]
    [InlineData(false, 1)]
    public async Task SeveralCallsAreMadeUnlessUnwanted(bool parallel, int calls)
    {
        await using var service = await ChatService.WritingAsync(
            parallel ? """[{"name": "look", "arguments": {"at": "sky"}}, {"name": "look", "arguments": {"at": "sea"}}]""" : """{"name": "look", "arguments": {"at": "sky"}}""");
        var choice = await ChatService.ChoiceAsync(service, ChatService.Ask($$$""" "tools": [{{{Look}}}]{{{(parallel ? "" : ", \"parallel_tool_calls\": false")}}} """));
        var made = choice.GetProperty("message").GetProperty("tool_calls").EnumerateArray().ToList();
        Assert.Equal(calls, made.Count);
        Assert.Equal(calls, made.Select(call => call.GetProperty("id").GetString()).Distinct().Count());
        Assert.Equal("""{"at": "sky"}""", made[0].GetProperty("function").GetProperty("arguments").GetString());
    }

    [Fact]
    public async Task ACutAnswerSaysLengthAndIsWholeAllTheSame()
    {
        await using var service = await ChatService.WritingAsync("""{"name": "Maximilian", "age": 7}""");
        var choice = await ChatService.ChoiceAsync(
            service, ChatService.Ask(""" "max_tokens": 26, "response_format": {"type": "json_schema", "json_schema": {"name": "a", "schema": {"type": "object", "properties": {"name": {"type": "string"}, "age": {"type": "integer"}}, "required": ["name", "age"], "additionalProperties": false}}} """));
        Assert.Equal("length", choice.GetProperty("finish_reason").GetString());
        Assert.Equal(2, JsonElement.Parse(Content(choice)).GetPropertyCount());
    }

    [Fact]
    public async Task StopStringsEndWordsOnly()
    {
        Assert.Equal("Good", Content(await ChatService.ChoiceAsync(_service, ChatService.Ask("\"stop\": [\" day\", \"never\"]"))));
        var answer = await ProblemAssert.OkAsync(await _service.PostAsync(ChatService.Address, ChatService.Ask("\"stop\": \"e\", \"structured_outputs\": {\"choice\": [\"yes\"]}")));
        Assert.Equal("yes", Content(answer.GetProperty("choices")[0]));
        Assert.Equal("stop-unused", answer.GetProperty("structgen").GetProperty("warnings")[0].GetProperty("code").GetString());
    }

    [Fact]
    public async Task SeveralAnswersHaveSeedsOfTheirOwn()
    {
        // At a high temperature a model that prefers nothing writes whatever the seed says.
        await using var service = await ChatService.WithAsync(new FakeTokenModel((_, _, logits) => logits.Clear()));
        var body = ChatService.Ask("\"n\": 3, \"seed\": 7, \"temperature\": 1, \"structured_outputs\": {\"regex\": \"[0-9]{12}\"}");
        var answer = await ProblemAssert.OkAsync(await service.PostAsync(ChatService.Address, body));
        var texts = answer.GetProperty("choices").EnumerateArray().Select(Content).ToList();
        Assert.Equal(3, texts.Distinct().Count());
        Assert.Equal([0, 1, 2], answer.GetProperty("choices").EnumerateArray().Select(choice => choice.GetProperty("index").GetInt32()));
        var again = await ProblemAssert.OkAsync(await service.PostAsync(ChatService.Address, body));
        Assert.Equal(texts, again.GetProperty("choices").EnumerateArray().Select(Content));
        Assert.Equal(36, answer.GetProperty("usage").GetProperty("completion_tokens").GetInt32());
    }

    private static string Content(JsonElement choice) => choice.GetProperty("message").GetProperty("content").GetString()!;

    private async Task<int> PromptTokensAsync(string inject)
    {
        var body = ChatService.Ask($$$""" "inject_schema": {{{inject}}}, "max_tokens": 200, "response_format": {"type": "json_schema", "json_schema": {"name": "person", "schema": {{{Person}}}}} """);
        return (await ProblemAssert.OkAsync(await _service.PostAsync(ChatService.Address, body))).GetProperty("usage").GetProperty("prompt_tokens").GetInt32();
    }
}
