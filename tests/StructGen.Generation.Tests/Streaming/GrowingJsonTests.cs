using System.Diagnostics;
using System.Text;
using System.Text.Json;
using CsCheck;
using StructGen.Generation.Absence;
using StructGen.Generation.Models;
using StructGen.Generation.Planning;
using StructGen.Generation.Requests;
using StructGen.Generation.Streaming;

namespace StructGen.Generation.Tests.Streaming;

/// <summary>JSON cut at any places: what is certain only grows, scalars never come early, and at the end the whole is there.</summary>
public sealed class GrowingJsonTests
{
    private static readonly Gen<string> Space = Gen.Frequency((5, Gen.Const("")), (1, Gen.Const(" ")), (1, Gen.Const("\n\t")));

    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.String[Gen.Char["abé漢 :,{}[]"], 0, 8], Gen.Const("a\\\"b"), Gen.Const("\\u00e9x"), Gen.Const("\\ud83d\\ude00!"), Gen.Const("😀"), Gen.Const("\\n\\\\"), Gen.Const("true"))
        .Select(text => $"\"{text}\"");

    private static readonly Gen<string> Scalar = Gen.OneOf(
        Text, OneOf("true", "false", "null", "0", "-1", "12.50", "1e9", "-0.5E-3", "123456789012345678901234567890"));

    private static Gen<string> Json(int depth) => depth == 0
        ? Scalar
        : Gen.Frequency(
            (2, Scalar),
            (2, Gen.Select(Json(depth - 1), Space).Array[0, 4].Select(items => $"[{string.Join(",", items.Select(item => item.Item2 + item.Item1 + item.Item2))}]")),
            (2, Gen.Select(Json(depth - 1), Text, Space).Array[0, 4].Select(members => $"{{{string.Join(",", members.Select((member, index) => $"{member.Item3}\"{index}{member.Item2[1..]}{member.Item3}:{member.Item3}{member.Item1}{member.Item3}"))}}}")));

    private static readonly Gen<(string Json, int[] Cuts)> Cut = Gen.Select(Json(4), Gen.Int[1, 6].Array[1, 200]);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Snapshot_AnyJsonCutAnywhere_GrowsToTheWhole(bool held) => Cut.Sample(
        sample =>
        {
            var whole = JsonElement.Parse(sample.Json);
            var json = new GrowingJson(held ? GrowthSchema.Unknown : Free);
            JsonElement? before = null;
            foreach (var piece in Pieces(sample.Json, sample.Cuts))
            {
                json.Feed(piece);
                if (json.Snapshot() is not { } now) continue;
                Assert.True(before is not { } last || Extends(last, now, growsStrings: !held), $"{before} then {now}");
                Assert.True(Extends(now, whole, growsStrings: !held), $"{now} of {whole}");
                before = now;
            }

            json.End();
            Assert.True(json.IsComplete);
            Assert.Equal(sample.Json.Trim(), json.Snapshot()!.Value.GetRawText());
        },
        iter: 3000);

    [Fact]
    public void Feed_AnyBytes_NeverThrowsAndOnlyGrows() => Gen.Select(Cut, Gen.Int[0, 1000], OneOf("\"", "}", "]", ",", ":", "x", "\\", "1", "\u0001", "")).Sample(
        (sample, place, put) =>
        {
            place = Math.Min(place, sample.Json.Length - 1);
            var json = new GrowingJson(Free);
            JsonElement? before = null;
            foreach (var piece in Pieces(sample.Json[..place] + put + sample.Json[(place + 1)..], sample.Cuts))
            {
                json.Feed(piece);
                var now = json.Snapshot();
                Assert.True(before is not { } last || Extends(last, now!.Value, growsStrings: true), $"{before} then {now}");
                before = now;
            }
        },
        iter: 3000);

    [Theory]
    [InlineData("""{"a": 12""", "{}")]
    [InlineData("""{"a": 12,""", """{"a": 12}""")]
    [InlineData("""{"a": tru""", "{}")]
    [InlineData("""{"a": true""", """{"a": true}""")]
    [InlineData("""{"a": "x\""", """{"a": "x"}""")]
    [InlineData("""{"a": "x\ud83d\ude""", """{"a": "x"}""")]
    [InlineData("""{"a": [1, {"b""", """{"a": [1, {}]}""")]
    [InlineData("""{"a": [1, {"b": nu""", """{"a": [1, {}]}""")]
    [InlineData("""[1, 2x""", "[1]")]
    [InlineData("""{"a": "b" x""", """{"a": "b"}""")]
    [InlineData("""{"a": "b""", """{"a": "b"}""")]
    public void Snapshot_Cut_IsWhatIsCertain(string text, string certain)
    {
        var json = new GrowingJson(Free);
        json.Feed(Encoding.UTF8.GetBytes(text));
        Assert.Equal(certain, json.Snapshot()!.Value.GetRawText());
    }

    [Fact]
    public void Snapshot_StringsOfASetOrForm_AppearWhenComplete()
    {
        var schema = JsonElement.Parse("""
            {"properties": {"kind": {"enum": ["red", "redder"]}, "day": {"$ref": "#/$defs/day"}, "free": {"type": "string"},
             "either": {"anyOf": [{"type": "string", "pattern": "^a"}, {"type": "number"}]}, "next": {"$ref": "#"}}, "$defs": {"day": {"format": "date"}}}
            """);
        var json = new GrowingJson(GrowthSchema.Of(new SchemaMap(schema)));
        foreach (var (piece, certain) in new[]
        {
            ("""{"free": "ab""", """{"free": "ab"}"""),
            ("""c", "kind": "red""", """{"free": "abc"}"""),
            ("""der", "next": {"day": "2024-""", """{"free": "abc", "kind": "redder", "next": {}}"""),
            ("""01-01", "either": "a""", """{"free": "abc", "kind": "redder", "next": {"day": "2024-01-01"}}"""),
            ("\", \"free\": \"x", """{"free": "abc", "kind": "redder", "next": {"day": "2024-01-01", "either": "a", "free": "x"}}"""),
        })
        {
            json.Feed(Encoding.UTF8.GetBytes(piece));
            Assert.Equal(certain, json.Snapshot()!.Value.GetRawText());
        }
    }

    [Fact]
    public void Read_AMegabyteInSmallPieces_TakesLinearWork()
    {
        var text = $$"""{"items": [{{string.Join(", ", Enumerable.Range(0, 25_000).Select(index => $$"""{"id": {{index}}, "name": "item number {{index}}"}"""))}}]}""";
        Assert.True(text.Length > 1_000_000);
        var schema = new SchemaMap(JsonElement.Parse("""{"properties": {"items": {"type": "array", "items": {"properties": {"name": {"type": "string"}}}}}}"""));
        var plan = GrowthPlan.Create(new StreamOptions { Partials = true, Items = true }, schema.Root, JsonPlan, new(), (_, _, message) => Assert.Fail(message))!;
        var growth = new AnswerGrowth(plan, 1, new LeapingTime());
        var (told, items) = (0L, 0);
        var clock = Stopwatch.StartNew();
        for (var at = 0; at < text.Length; at += 4)
        {
            foreach (var news in growth.Read(text.Substring(at, Math.Min(4, text.Length - at))))
            {
                if (news is AnswerPartial partial) told += partial.Data.GetRawText().Length;
                else Assert.True(at >= ++items * 30, "an item came before its text");
            }
        }

        Assert.Equal(25_000, items);
        Assert.InRange(told, text.Length / 2, 12L * text.Length);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), $"{clock.Elapsed}");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(64)]
    public void Read_TextThatAddsNothingToTheValue_TellsNoPartialTwice(int step)
    {
        const string Text = "  { \"a\" :  12 ,\n\n  \"list\" : [ 1 ,  2.50 , true , null , { } ] , \"kind\" : \"red\" , \"free\" : \"ab\\u00e4c\" , \"\" : { \"x\" : \"\" }   }  \n\n ";
        var schema = new SchemaMap(JsonElement.Parse("""{"properties": {"kind": {"enum": ["red", "blue"]}}}"""));
        var plan = GrowthPlan.Create(new StreamOptions { Partials = true }, schema.Root, JsonPlan, new(), (_, _, message) => Assert.Fail(message))!;
        var growth = new AnswerGrowth(plan, 1, new LeapingTime());
        var told = new List<JsonElement>();
        for (var at = 0; at < Text.Length; at += step)
            told.AddRange(growth.Read(Text.Substring(at, Math.Min(step, Text.Length - at))).OfType<AnswerPartial>().Select(partial => partial.Data));
        told.AddRange(growth.End().OfType<AnswerPartial>().Select(partial => partial.Data));
        Assert.All(told.Zip(told.Skip(1)), pair => Assert.False(JsonElement.DeepEquals(pair.First, pair.Second), $"twice: {pair.First}"));
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(Text), told[^1]));
    }

    /// <summary>A second passes between any two looks at the clock.</summary>
    private sealed class LeapingTime : TimeProvider
    {
        private long _now;

        public override long GetTimestamp() => _now += TimestampFrequency;
    }

    private static GrowthSchema Free => GrowthSchema.Of(new SchemaMap(JsonElement.Parse("true")));

    private static GenerationPlan JsonPlan => new()
    {
        Mode = GenerationMode.Native,
        Model = new ModelDescription("m", "p", null, [GenerationMode.Native], true),
        Sampling = SamplingOptions.Default,
        Attempts = 1,
        Timeout = TimeSpan.FromMinutes(1),
    };

    private static Gen<string> OneOf(params string[] choices) => Gen.Int[0, choices.Length - 1].Select(index => choices[index]);

    private static IEnumerable<byte[]> Pieces(string text, int[] cuts)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var (at, cut) = (0, 0); at < bytes.Length; cut++)
        {
            var length = Math.Min(cuts[cut % cuts.Length], bytes.Length - at);
            yield return bytes[at..(at + length)];
            at += length;
        }
    }

    /// <summary>Whether the second value is the first, continued at its end.</summary>
    private static bool Extends(JsonElement less, JsonElement more, bool growsStrings)
    {
        if (less.ValueKind != more.ValueKind) return false;
        switch (less.ValueKind)
        {
            case JsonValueKind.Object:
                var (names, all) = (less.EnumerateObject().ToList(), more.EnumerateObject().ToList());
                return names.Count <= all.Count && names.Select((member, index) => member.Name == all[index].Name
                    && (index == names.Count - 1 ? Extends(member.Value, all[index].Value, growsStrings) : JsonElement.DeepEquals(member.Value, all[index].Value))).All(holds => holds);
            case JsonValueKind.Array:
                var count = less.GetArrayLength();
                return count <= more.GetArrayLength() && Enumerable.Range(0, count).All(index
                    => index == count - 1 ? Extends(less[index], more[index], growsStrings) : JsonElement.DeepEquals(less[index], more[index]));
            case JsonValueKind.String:
                return growsStrings ? more.GetString()!.StartsWith(less.GetString()!, StringComparison.Ordinal) : less.GetString() == more.GetString();
            default:
                return less.GetRawText() == more.GetRawText();
        }
    }
}
