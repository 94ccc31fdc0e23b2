using System.Diagnostics;
using System.Text.Json;
using StructGen.Constraints.Tests.Tries;

namespace StructGen.Constraints.Tests.Machine;

/// <summary>Schemas made to hurt the compiler: each is a quick clear refusal, or an answer whose first mask comes soon; never gigabytes.</summary>
/// <remarks>Over the vocabulary of Llama 3 where it is at hand. On an idle machine all of them take less than a second or two; the bound on time is for one that is busy, the bound on memory for any.</remarks>
public sealed class HostileInputTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private const long MostBytes = 1L << 30;

    private static Vocabulary Vocabulary => ToyVocabularies.Llama ?? ToyVocabularies.Small(3);

    public static TheoryData<string> Names => [.. Schemas.Keys];

    private static Dictionary<string, Func<string>> Schemas { get; } = new()
    {
        ["10 MB of description"] = () => $$"""{"description":"{{new string('x', 10_000_000)}}"}""",
        ["1,000 patterns"] = () => $$"""{"anyOf":[ {{Join(1_000, i => $"{{\"pattern\":\"^a{{{i}}}[b-z]*x{i}\"}}")}} ] }""",
        ["10,000 deep items"] = () => Nest("{\"items\":", "{}", "}", 10_000),
        ["120 deep required properties"] = () => Nest("{\"type\":\"object\",\"required\":[\"a\"],\"properties\":{\"a\":", "{}", "}}", 120),
        ["60 deep not"] = () => Nest("{\"not\":{\"items\":", "{\"type\":\"null\"}", "}}", 60),
        ["fan of anyOf references"] = () => Fan("anyOf", 40),
        ["fan of oneOf references"] = () => Fan("oneOf", 40),
        ["fan of required members"] = () => $$"""{"$ref":"#/$defs/d0","$defs":{ {{Join(60, i => $"\"d{i}\":{{\"type\":\"object\",\"required\":[\"a\",\"b\"],\"properties\":{{\"a\":{{\"$ref\":\"#/$defs/d{i + 1}\"}},\"b\":{{\"$ref\":\"#/$defs/d{i + 1}\"}}}}}}")}},"d60":{"type":"null"} } }""",
        ["20 alternatives of 20, all of them"] = () => $$"""{"allOf":[ {{Join(20, i => $"{{\"anyOf\":[{Join(20, j => $"{{\"type\":\"object\",\"properties\":{{\"p{i}\":{{\"const\":{j}}}}},\"required\":[\"p{i}\"]}}")}]}}")}} ] }""",
        ["20 conditions"] = () => $$"""{"allOf":[ {{Join(20, i => $"{{\"if\":{{\"properties\":{{\"p{i}\":{{\"const\":1}}}}}},\"then\":{{\"required\":[\"q{i}\"]}},\"else\":{{\"required\":[\"r{i}\"]}}}}")}} ] }""",
        ["(a+)+$"] = () => """{"type":"string","pattern":"^(a+)+$"}""",
        ["(a|aa)*b"] = () => """{"type":"string","pattern":"^(a|aa|aaa|a*)*b$"}""",
        ["a 20th from the end"] = () => """{"type":"string","pattern":"a.{20}$"}""",
        ["nested repeats"] = () => """{"type":"string","pattern":"^(((a{1,100}){1,100}){1,100}){1,100}$"}""",
        ["five lookaheads"] = () => """{"type":"string","pattern":"^(?=.*[a-z])(?=.*[A-Z])(?=.*[0-9])(?=.*[^a-zA-Z0-9])(?!.*(.)a.*b.*c).{8,128}$"}""",
        ["100,000 enum strings"] = () => $$"""{"enum":[ {{Join(100_000, i => $"\"value {i * 7919 % 100_003}\"")}} ] }""",
        ["1,000 enum numbers"] = () => $$"""{"enum":[ {{Join(1_000, i => $"{i * 7919L}")}} ] }""",
        ["100,000 enum numbers"] = () => $$"""{"enum":[ {{Join(100_000, i => $"{i * 7919L % 1_000_003}")}} ] }""",
        ["10,000 enum objects"] = () => $$"""{"enum":[ {{Join(10_000, i => $"{{\"a\":{i},\"b\":\"{i * 7}\"}}")}} ] }""",
        ["40,000 properties"] = () => $$"""{"type":"object","properties":{ {{Join(40_000, i => $"\"p{i * 7919 % 99_991}\":{{\"type\":\"string\"}}")}} } }""",
        ["a range of 400 digits"] = () => """{"type":"number","minimum":1e399,"maximum":1.5e399}""",
        ["12 patterns with counts"] = () => $$"""{"type":"string","allOf":[ {{Join(12, i => $"{{\"pattern\":\"x.{{{i + 1}}}y\"}}")}} ] }""",
        ["maxLength of a billion"] = () => """{"type":"string","minLength":5,"maxLength":1000000000}""",
        ["minLength of a million"] = () => """{"type":"string","minLength":1000000}""",
        ["pattern and minLength of a million"] = () => """{"type":"string","minLength":1000000,"pattern":"^[a-z]*$"}""",
        ["minItems of a million"] = () => """{"type":"array","minItems":1000000}""",
        ["a million different items"] = () => """{"type":"array","minItems":1000000,"uniqueItems":true}""",
        ["minContains of a million"] = () => """{"type":"array","contains":{"const":1},"minContains":1000000}""",
        ["minProperties of a million"] = () => """{"type":"object","minProperties":1000000}""",
        ["three different booleans"] = () => """{"type":"array","minItems":3,"items":{"type":"boolean"},"uniqueItems":true}""",
        ["multipleOf of nine digits"] = () => """{"type":"integer","multipleOf":123456789,"minimum":1}""",
        ["multipleOf of a tiny number"] = () => """{"type":"number","multipleOf":1e-300}""",
        ["contradictory lengths"] = () => """{"type":"string","minLength":5,"maxLength":4}""",
        ["contradictory items in a member"] = () => """{"type":"object","properties":{"a":{"type":"array","minItems":2,"maxItems":1}},"required":["a"]}""",
        ["contradictory count in an optional member"] = () => """{"type":"object","properties":{"a":{"type":"object","minProperties":2,"maxProperties":1}}}""",
        ["contradictory patterns"] = () => """{"type":"string","allOf":[{"pattern":"^a*$"},{"pattern":"^b+$"}]}""",
        ["endless list"] = () => """{"$ref":"#/$defs/n","$defs":{"n":{"type":"object","required":["next"],"properties":{"next":{"$ref":"#/$defs/n"}}}}}""",
        ["a loop of references"] = () => """{"$ref":"#/$defs/a","$defs":{"a":{"$ref":"#/$defs/b"},"b":{"$ref":"#/$defs/a"}}}""",
        ["not itself"] = () => """{"$ref":"#/$defs/a","$defs":{"a":{"not":{"$ref":"#/$defs/a"}}}}""",
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Compile_HostileSchema_IsRefusedOrAnswersSoon(string name)
    {
        foreach (var surface in Enum.GetValues<ConstraintSurface>())
        {
            using var document = JsonDocument.Parse(Schemas[name](), new JsonDocumentOptions { MaxDepth = 100_000 });
            FirstMask(JsonElement.Parse("""{"type":"object"}"""), surface);
            GC.Collect();
            var before = GC.GetAllocatedBytesForCurrentThread();
            var watch = Stopwatch.StartNew();
            var (outcome, detail) = FirstMask(document.RootElement, surface);
            watch.Stop();
            var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
            output.WriteLine($"{name}, {surface}: {outcome} in {watch.ElapsedMilliseconds} ms, {bytes >> 20} MiB allocated{detail}");
            Assert.True(watch.Elapsed < Patience, $"{name} took {watch.ElapsedMilliseconds} ms: {outcome}{detail}");
            Assert.True(bytes < MostBytes, $"{name} allocated {bytes >> 20} MiB");
        }
    }

    /// <summary>Compiles and masks the first places, walking a little way in.</summary>
    private static (string Outcome, string Detail) FirstMask(JsonElement schema, ConstraintSurface surface)
    {
        try
        {
            var matcher = new ConstraintCompiler(Vocabulary).Compile(schema, new ConstraintOptions { Surface = surface }).CreateMatcher();
            Span<byte> forced = stackalloc byte[64];
            for (var step = 0; step < 8; step++)
            {
                if (matcher.IsComplete) break;
                var mask = matcher.Mask;
                Assert.True(mask.ContainsAnyExcept(0UL), "An empty mask.");
                _ = matcher.MinBytesToEnd;
                _ = matcher.ForcedBytes(forced);
                var token = First(mask, step * 977);
                if (!matcher.TryAccept(token)) break;
            }

            return ("answers", "");
        }
        catch (ConstraintException exception)
        {
            return (exception.GetType().Name, ": " + (exception.Message.Length > 160 ? exception.Message[..160] : exception.Message));
        }
    }

    private static int First(ReadOnlySpan<ulong> mask, int from)
    {
        var length = mask.Length << 6;
        for (var i = 0; i < length; i++)
            if (TokenMask.Contains(mask, (from + i) % length)) return (from + i) % length;
        throw new InvalidOperationException("The mask is empty.");
    }

    private static string Nest(string open, string middle, string close, int depth) => string.Concat(Enumerable.Repeat(open, depth)) + middle + string.Concat(Enumerable.Repeat(close, depth));

    private static string Join(int count, Func<int, string> part) => string.Join(',', Enumerable.Range(0, count).Select(part));

    private static string Fan(string keyword, int depth)
        => $$"""{"$ref":"#/$defs/d0","$defs":{ {{Join(depth, i => $"\"d{i}\":{{\"{keyword}\":[{{\"$ref\":\"#/$defs/d{i + 1}\"}},{{\"$ref\":\"#/$defs/d{i + 1}\"}}]}}")}},"d{{depth}}":{"type":"object","required":["a"]} } }""";
}
