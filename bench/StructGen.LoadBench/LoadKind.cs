namespace StructGen.LoadBench;

/// <summary>One kind of request of the mix.</summary>
/// <param name="Name">What it is called in the report.</param>
/// <param name="Weight">How often it comes, against the others.</param>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">Path and query, by a number that differs from request to request.</param>
/// <param name="Body">JSON body, null for none.</param>
/// <param name="Expected">Statuses that are right; 429 always is.</param>
/// <param name="LeavesAfter">The client goes away after this time; null: it stays.</param>
internal sealed record LoadKind(string Name, int Weight, HttpMethod Method, Func<int, string> Path, Func<int, string?> Body, int[] Expected, TimeSpan? LeavesAfter = null)
{
    private const string Contact = """{"type":"object","properties":{"name":{"type":"string","maxLength":40},"company":{"type":["string","null"],"maxLength":40},"phone":{"type":"string","pattern":"^[0-9-]{7,12}$"}},"required":["name","phone"]}""";

    private const string Weather = """{"name":"get_weather","description":"Weather of a city","parameters":{"type":"object","properties":{"city":{"type":"string","maxLength":30},"day":{"enum":["today","tomorrow"]}},"required":["city"]}}""";

    /// <summary>The mix: extraction, tools, chat, registry, mistakes, and clients that go away.</summary>
    public static LoadKind[] Mix { get; } =
    [
        Post("extract grammar", 6, "/v1/extract", i => $$"""{"schema":{{Contact}},"text":"Please call Jane Roe ({{i}}) at Initech, 555-0134.","mode":"grammar","maxTokens":96}""", 200),
        Post("extract prompt", 2, "/v1/extract", i => $$"""{"schema":{{Contact}},"text":"Please call Max Moe ({{i}}) at Umbrella, 555-0177.","mode":"prompt","maxTokens":96,"retries":0}""", 200, 502),
        Post("extract stream", 2, "/v1/extract", i => $$$"""{"schema":{{{Contact}}},"text":"Ring Ada ({{{i}}}) on 555-0101.","maxTokens":96,"stream":{"partials":true}}""", 200),
        Post("tool call", 3, "/v1/tool-calls", i => $$"""{"input":"What is the weather in Lisbon tomorrow? ({{i}})","tools":[{{Weather}}],"maxTokens":96}""", 200),
        Post("chat json_schema", 3, "/v1/chat/completions", i => $$$"""{"model":"structgen-extract-135m","messages":[{"role":"user","content":"Jane Roe, 555-0134 ({{{i}}})"}],"response_format":{"type":"json_schema","json_schema":{"name":"contact_{{{i % 50}}}","strict":true,"schema":{{{Contact}}}}},"max_tokens":96}""", 200),
        Post("chat stream", 2, "/v1/chat/completions", i => $$$"""{"model":"structgen-extract-135m","messages":[{"role":"user","content":"Weather in Riga? ({{{i}}})"}],"tools":[{"type":"function","function":{{{Weather}}}}],"tool_choice":"required","stream":true,"max_tokens":96}""", 200),
        Post("new schema", 2, "/v1/extract", i => $$$"""{"schema":{"type":"object","properties":{"name":{"type":"string","maxLength":{{{20 + (i % 1000)}}}}},"required":["name"]},"text":"Jane Roe","maxTokens":48}""", 200),
        new("register", 3, HttpMethod.Put, i => $"/v1/schemas/load-{i % 400}", i => $$$$"""{"type":"object","properties":{"p{{{{i}}}}":{"type":"string"}}}""", [200, 201]),
        new("look up", 4, HttpMethod.Get, i => $"/v1/schemas/load-{i % 400}", _ => null, [200, 404]),
        new("list", 2, HttpMethod.Get, i => $"/v1/schemas?limit=100&search=load-{i % 9}", _ => null, [200]),
        Post("mistake", 2, "/v1/extract", i => $$"""{"shema":{},"text":"x{{i}}"}""", 400),
        Post("unsatisfiable", 1, "/v1/extract", i => $$"""{"schema":{"type":"string","minLength":5,"maxLength":{{i % 4}}},"text":"x"}""", 422),
        Post("goes away", 2, "/v1/extract", i => $$"""{"schema":{{Contact}},"text":"Please call nobody {{i}}.","maxTokens":96}""", 200) with { LeavesAfter = TimeSpan.FromMilliseconds(300) },
    ];

    private static LoadKind Post(string name, int weight, string path, Func<int, string> body, params int[] expected) => new(name, weight, HttpMethod.Post, _ => path, body, expected);
}
