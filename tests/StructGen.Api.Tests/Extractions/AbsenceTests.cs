using StructGen.Api.Tests.Hosting;

namespace StructGen.Api.Tests.Extractions;

public sealed class AbsenceTests(ServiceFixture fixture) : IClassFixture<ServiceFixture>
{
    private const string Schema = """{"type": "object", "properties": {"name": {"type": "string", "x-absent": "error"}, "phone": {"type": "string", "default": "none"}}, "required": ["name", "phone"]}""";
    private readonly ServiceUnderTest _service = fixture.Service;

    [Fact]
    public async Task TheAnswerListsWhatTheTextDoesNotHold()
    {
        _service.Model.Says("""<json>{"name": "Jane Roe", "phone": null}</json>""");
        var answer = await ProblemAssert.OkAsync(await AskAsync("default"));
        Assert.Equal("""{"name":"Jane Roe","phone":"none"}""", answer.GetProperty("data").GetRawText());
        Assert.Equal("""["/phone"]""", answer.GetProperty("absent").GetRawText());
    }

    [Fact]
    public async Task ARequiredValueThatIsNotThereIsAProblemWithItsPlace()
    {
        _service.Model.Says("""<json>{"name": "Jane Roe", "phone": null}</json>""");
        var problem = await ProblemAssert.IsAsync(await AskAsync("error"), 422, "absent-value");
        Assert.Equal("/phone", Assert.Single(problem.GetProperty("errors").EnumerateArray()).GetProperty("pointer").GetString());
        Assert.Single(problem.GetProperty("attempts").EnumerateArray());
    }

    [Fact]
    public async Task APolicyThatTheSchemaCannotKeepIsRefusedWithAllPlaces()
    {
        var problem = await ProblemAssert.IsAsync(await AskAsync("null"), 422, "inexpressible");
        Assert.Equal(["/properties/phone"], problem.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("pointer").GetString()));
    }

    [Fact]
    public async Task WithoutAPolicyTheAnswerDoesNotSpeakOfAbsence()
    {
        _service.Model.Says("""<json>{"name": "Jane Roe", "phone": "555"}</json>""");
        var answer = await ProblemAssert.OkAsync(await _service.PostAsync("/v1/extract", $$"""{"schema": {{Schema.Replace(", \"x-absent\": \"error\"", "")}}, "text": "Call Jane Roe, 555.", "mode": "prompt", "model": "fake/model"}"""));
        Assert.False(answer.TryGetProperty("absent", out _));
    }

    [Fact]
    public async Task TheBundledModelMayLeaveAValueOut()
    {
        var body = """{"schemaName": "contact", "text": "Please call Jane Roe at Initech.", "mode": "grammar", "absent": "omit"}""";
        var answer = await ProblemAssert.OkAsync(await _service.PostAsync("/v1/extract", body));
        Assert.Equal("Jane Roe", answer.GetProperty("data").GetProperty("name").GetString());
        Assert.False(answer.GetProperty("data").TryGetProperty("phone", out _));
        Assert.All(answer.GetProperty("absent").EnumerateArray(), pointer => Assert.False(answer.GetProperty("data").TryGetProperty(pointer.GetString()![1..], out _)));
    }

    private Task<HttpResponseMessage> AskAsync(string policy)
        => _service.PostAsync("/v1/extract", $$"""{"schema": {{Schema}}, "text": "Call Jane Roe.", "mode": "prompt", "model": "fake/model", "absent": "{{policy}}"}""");
}
