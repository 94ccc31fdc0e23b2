using System.Text;
using System.Text.Json;
using StructGen.Api.Tests.Hosting;

namespace StructGen.Api.Tests.Limits;

/// <summary>However much is wrong, little is said: no error answer grows with what was sent.</summary>
public sealed class ErrorSizeTests(ServiceFixture fixture) : IClassFixture<ServiceFixture>
{
    /// <summary>Bytes of any answer about errors: 100 of them, each with a pointer and a message, and some for JSON.</summary>
    private const int Most = 300_000;

    private readonly ServiceUnderTest _service = fixture.Service;

    private static string Members(int count, Func<int, string> member) => string.Join(',', Enumerable.Range(0, count).Select(member));

    public static TheoryData<string> Bodies => new(Cases.Keys);

    private static Dictionary<string, Func<(string Path, string Body)>> Cases { get; } = new()
    {
        ["many unknown members"] = () => ("/v1/extract", $"{{{Members(640_000, n => $"\"m{n}\":1")}}}"),
        ["a long unknown member"] = () => ("/v1/extract", $"{{\"{new string('m', 3_000_000)}\":1}}"),
        ["many long unknown members"] = () => ("/v1/extract", $"{{{Members(1000, n => $"\"{new string('m', 5000)}{n}\":1")}}}"),
        ["many wrong items"] = () => ("/v1/extract", $"{{\"messages\":[{Members(500_000, _ => "1")}]}}"),
        ["unknown members of chat items"] = () => ("/v1/chat/completions", $"{{\"model\":\"fake/model\",\"messages\":[{Members(500_000, _ => "1")}]}}"),
        ["a long model of chat"] = () => ("/v1/chat/completions", $"{{\"model\":\"{new string('m', 3_000_000)}\",\"messages\":[{{\"role\":\"user\",\"content\":\"x\"}}]}}"),
        ["a long schema name"] = () => ("/v1/extract", $"{{\"schemaName\":\"{new string('m', 3_000_000)}\",\"text\":\"x\"}}"),
        ["a long model"] = () => ("/v1/extract", $"{{\"schema\":{{}},\"text\":\"x\",\"model\":\"{new string('m', 3_000_000)}\"}}"),
        ["a long type"] = () => ("/v1/schemas/check", $"{{\"type\":\"{new string('m', 3_000_000)}\"}}"),
        ["a long reference"] = () => ("/v1/schemas/check", $"{{\"$ref\":\"#/{new string('m', 3_000_000)}\"}}"),
        ["many wrong types"] = () => ("/v1/schemas/check", $"{{\"properties\":{{{Members(50_000, n => $"\"p{n}\":{{\"type\":5}}")}}}}}"),
        ["many repairs of a parsed answer"] = () => ("/v1/parse", JsonSerializer.Serialize(new { schema = new { items = new { type = "integer" } }, raw = $"[{Members(20_000, _ => "'1'")}]" })),
        ["a long name in a parsed answer"] = () => ("/v1/parse", JsonSerializer.Serialize(new { schema = new { additionalProperties = false }, raw = $"{{\"{new string('m', 1_000_000)}\":1}}" })),
        ["many unknown operations"] = () => ("/v1/tools/import", $"{{\"document\":{{\"openapi\":\"3.1.0\",\"paths\":{{}}}},\"operations\":[{Members(300_000, n => $"\"o{n}\"")}]}}"),
        ["many wrong keywords for openai"] = () => ("/v1/schemas/check?dialect=openai", $"{{\"properties\":{{{Members(20_000, n => $"\"p{n}\":true")}}}}}"),
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task AnAnswerAboutErrorsIsBounded(string what)
    {
        var (path, body) = Cases[what]();
        var response = await _service.PostAsync(path, body);
        var answer = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        // A report has up to 5,000 entries, and an answer that was parsed holds its data.
        var most = response.IsSuccessStatusCode ? 5_000_000 : Most;
        Assert.InRange((int)response.StatusCode, 200, 499);
        Assert.True(answer.Length <= most, $"{what}: {answer.Length} bytes: {Encoding.UTF8.GetString(answer.AsSpan(0, 200))}");
        var json = JsonElement.Parse(answer);
        if (json.TryGetProperty("errors", out var errors)) Assert.InRange(errors.GetArrayLength(), 0, 101);
        if (json.TryGetProperty("repairs", out var repairs)) Assert.InRange(repairs.GetArrayLength(), 0, 101);
    }

    [Fact]
    public async Task AReportOfManyKeywordsKeepsThoseThatMatterAndSaysHowManyAreMissing()
    {
        var schema = $"{{\"properties\":{{{Members(6000, n => $"\"p{n}\":{{\"type\":\"string\"}}")}}},\"minimun\":1}}";
        var check = await ProblemAssert.OkAsync(await _service.PostAsync("/v1/schemas/check", schema));
        Assert.Equal(5000, check.GetProperty("entries").GetArrayLength());
        Assert.True(check.GetProperty("omitted").GetInt32() > 0);
        Assert.Equal("minimun", check.GetProperty("entries")[0].GetProperty("keyword").GetString());
        Assert.DoesNotContain("omitted", await (await _service.PostAsync("/v1/schemas/check", "{\"type\":\"string\"}")).Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ErrorsOfAttemptsAndOfParsedAnswersAreBounded()
    {
        var wrong = $"[{Members(2_000, _ => "1")}]";
        _service.Model.Says($"<json>{{\"list\":{wrong}}}</json>");
        var problem = await ProblemAssert.IsAsync(
            await _service.PostAsync("/v1/extract", """{"schema": {"type": "object", "properties": {"list": {"type": "array", "items": {"type": "integer", "minimum": 9} } } }, "text": "x", "mode": "prompt", "model": "fake/model", "retries": 1}"""), 502, "invalid-answer");
        foreach (var attempt in problem.GetProperty("attempts").EnumerateArray()) Assert.InRange(attempt.GetProperty("errors").GetArrayLength(), 1, 101);
        var parsed = await ProblemAssert.OkAsync(await _service.PostAsync("/v1/parse", JsonSerializer.Serialize(new { schema = new { items = new { type = "integer", minimum = 9 } }, raw = wrong })));
        Assert.InRange(parsed.GetProperty("errors").GetArrayLength(), 1, 101);
    }
}
