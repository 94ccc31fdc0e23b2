using System.Text.Json;

namespace StructGen.HostileBench;

/// <summary>All attacks, by group.</summary>
internal static class Attacks
{
    private static readonly string[] Applicators = ["$ref", "if", "then", "else", "anyOf", "oneOf", "allOf", "not", "dependentSchemas", "properties", "additionalProperties", "items", "contains", "propertyNames", "unevaluatedProperties"];

    public static IReadOnlyList<Attack> All { get; } = [.. Compiles(), .. Engine(), .. Numbers(), .. Bodies(), .. Errors(), .. Tools(), .. Memory()];

    private static IEnumerable<Attack> Compiles()
    {
        yield return Attack.Post("compiles", "fifty-hard-checks", "/v1/schemas/check", Schemas.Hard, clients: 50);
        yield return Attack.Post("compiles", "fifty-wide-checks", "/v1/schemas/check", number => Schemas.Wide(number, 4000), clients: 50);
        yield return Attack.Post("compiles", "fifty-extractions", "/v1/extract", number => $$"""{"schema":{{Schemas.Hard(number)}},"text":"x"}""", clients: 50);
        yield return new Attack("compiles", "clients-that-leave", 50, async (client, number, token) =>
        {
            using var leaving = CancellationTokenSource.CreateLinkedTokenSource(token);
            leaving.CancelAfter(200);
            await client.PostAsync("/v1/schemas/check", Schemas.Hard(number), leaving.Token);
        });
        yield return new Attack("compiles", "registrations-and-diffs", 20, async (client, number, token) =>
        {
            await client.SendAsync(HttpMethod.Put, $"/v1/schemas/hostile{number % 5}?compatibility=full", Schemas.Wide(number, 300), token);
            await client.SendAsync(HttpMethod.Get, $"/v1/schemas/hostile{number % 5}/diff?from=1", null, token);
            await client.SendAsync(HttpMethod.Get, $"/v1/schemas/hostile{number % 5}/gbnf", null, token);
        });
        yield return Attack.Post("compiles", "parses", "/v1/parse", number => JsonSerializer.Serialize(new { schema = new { }, raw = $"{number}" + new string('[', 1_000_000) }), clients: 20);
        yield return Attack.Post("compiles", "tool-calls", "/v1/tool-calls", number => "{\"input\":\"x\",\"tools\":[{\"name\":\"f\",\"parameters\":" + Schemas.Hard(number) + "}]}", clients: 20);
    }

    private static IEnumerable<Attack> Engine()
    {
        foreach (var applicator in Applicators)
            yield return Attack.Post("engine", $"chain-{applicator.TrimStart('$')}", "/v1/schemas/check", number => Schemas.Chain(applicator, 12_000, number), clients: 2);
        yield return Attack.Post("engine", "deep-nesting", "/v1/schemas/check", number => Schemas.Nested(250, number));
        yield return Attack.Post("engine", "many-formats", "/v1/schemas/check", number => Schemas.Formats(number, 20_000), clients: 2);
        yield return Attack.Post("engine", "long-pattern", "/v1/schemas/check", number => Schemas.Write(new { pattern = $"^({string.Concat(Enumerable.Repeat("(a|b)*a[ab]{9}", 200))}){number}$" }));
        yield return Attack.Post("engine", "counted-pattern", "/v1/schemas/check", number => Schemas.Write(new { allOf = new[] { new { pattern = "(a{1,900}){1,900}" }, new { pattern = number + "(b{1,900}c){1,900}" } } }));
        yield return Attack.Post("engine", "components", "/v1/tools/import", number => Schemas.Components(15_000, number), clients: 2);
    }

    private static IEnumerable<Attack> Numbers()
    {
        yield return Attack.Post("numbers", "tiny-multiple", "/v1/schemas/check", number => $"{{\"multipleOf\":1e-99999999{number % 10}}}");
        yield return Attack.Post("numbers", "long-bounds", "/v1/schemas/check", number => $"{{\"type\":\"number\",\"minimum\":{number}{new string('7', 20_000)},\"maximum\":{number}{new string('8', 20_000)}}}");
        yield return Attack.Post("numbers", "long-multiple", "/v1/schemas/check", number => $"{{\"type\":\"integer\",\"multipleOf\":{number}{new string('3', 1_000_000)}}}", clients: 2);
        yield return Attack.Post("numbers", "many-multiples", "/v1/schemas/check", number => Schemas.Write(new { allOf = Enumerable.Range(2, 300).Select(n => new { multipleOf = (n * 2) + 1 + (number % 3) }) }));
        yield return Attack.Post("numbers", "many-items", "/v1/schemas/check", number => $"{{\"type\":\"array\",\"minItems\":1000000000000000000,\"maxItems\":100000000000000000{number % 10}}}");
        yield return Attack.Post("numbers", "beyond-double", "/v1/schemas/check", number => $$"""{"type":"number","minimum":1e40{{number % 10}},"maximum":1e999999999}""");
    }

    private static IEnumerable<Attack> Bodies()
    {
        yield return new Attack("bodies", "slow", 64, (client, _, token) => client.TrickleAsync("/v1/extract", 400, token));
        yield return new Attack("bodies", "slow-above-the-rate", 64, (client, _, token) => client.TrickleAsync("/v1/chat/completions", 4000, token));
        yield return Attack.Post("bodies", "too-large", "/v1/extract", number => $$"""{"text":"{{new string('x', 20_000_000)}}{{number}}"}""", clients: 4);
    }

    private static IEnumerable<Attack> Errors()
    {
        yield return Attack.Post("errors", "unknown-members", "/v1/extract", number => $"{{{string.Join(',', Enumerable.Range(0, 640_000).Select(n => $"\"m{n}\":1"))},\"n\":{number}}}", clients: 2) with { MostAnswer = 300_000 };
        yield return Attack.Post("errors", "long-names", "/v1/chat/completions", number => $$"""{"model":"{{new string('m', 7_000_000)}}{{number}}","messages":[{"role":"user","content":"x"}]}""", clients: 2) with { MostAnswer = 300_000 };
        yield return Attack.Post("errors", "unknown-keywords", "/v1/schemas/check", number => $"{{{string.Join(',', Enumerable.Range(0, 300_000).Select(n => $"\"k{n}\":1"))},\"n\":{number}}}", clients: 2);
        yield return Attack.Post("errors", "invalid-answers", "/v1/parse", number => JsonSerializer.Serialize(new { schema = new { items = new { type = "string" } }, raw = $"[{number}{string.Concat(Enumerable.Repeat(",1", 500_000))}]" }), clients: 2);
    }

    private static IEnumerable<Attack> Tools()
    {
        yield return new Attack("tools", "paths-and-queries", 8, async (client, number, token) =>
        {
            foreach (var path in new[] { "/v1/schemas/%2e%2e/x", "/v1/schemas/..%2f..%2fetc", "/openapi/v2.json", $"/v1/schemas?limit={number}x", "/v1/schemas/a@99999999999999999999", "/metrics" })
                await client.SendAsync(HttpMethod.Get, path, null, token);
        });
        yield return Attack.Post("tools", "surrogates", "/v1/extract", number => $$"""{"schema":{},"text":"\ud800{{number}}"}""");
    }

    private static IEnumerable<Attack> Memory()
    {
        yield return Attack.Post("memory", "unknown-formats", "/v1/schemas/check", number => Schemas.Formats(number, 100_000), clients: 1) with { Times = 50 };
    }
}
