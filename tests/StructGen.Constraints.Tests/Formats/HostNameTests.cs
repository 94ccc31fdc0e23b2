using System.Text;
using System.Text.Json;
using StructGen.Constraints.Formats.Idna;
using StructGen.Constraints.Patterns;
using StructGen.Constraints.Tests.Machine;

namespace StructGen.Constraints.Tests.Formats;

/// <summary>Host names: Punycode, form C, labels, and that masks write valid names only, negated or not.</summary>
public class HostNameTests
{
    /// <summary>A busy machine is no fault of the schema.</summary>
    private static readonly ConstraintOptions Patient = new() { Limits = ConstraintLimits.Default with { CompileTime = TimeSpan.FromMinutes(5) } };

    [Theory]
    [InlineData("bcher-kva", "bücher")]
    [InlineData("mnchen-3ya", "münchen")]
    [InlineData("fa-hia", "faß")]
    [InlineData("ihqwcrb4cv8a8dqg056pqjye", "他们为什么不说中文")]
    [InlineData("egbpdaj6bu4bxfgehfvwxn", "ليهمابتكلموشعربي؟")]
    [InlineData("b1abfaaepdrnnbgefbadotcwatmq2g4l", "почемужеонинеговорятпорусски")]
    [InlineData("MajiKoi5-783gue6qz075azm5e", "MajiでKoiする5秒前")]
    public void Punycode_SamplesOfTheRfc_BothWays(string encoded, string decoded)
    {
        var scalars = decoded.EnumerateRunes().Select(rune => rune.Value).ToList();
        Assert.Equal(scalars, Punycode.Decode(encoded)!);
        Assert.Equal(encoded, Punycode.Encode(scalars));
    }

    [Fact]
    public void Punycode_RandomLabels_ComeBack()
    {
        var random = new Random(5);
        for (var i = 0; i < 2_000; i++)
        {
            var label = Enumerable.Range(0, 1 + random.Next(30)).Select(_ => random.Next(4) switch
            {
                0 => 'a' + random.Next(26),
                1 => 0xC0 + random.Next(0x200),
                2 => 0x4E00 + random.Next(0x5000),
                _ => random.Next(0x20, 0xD800),
            }).ToList();
            if (label.TrueForAll(scalar => scalar < 0x80)) continue;
            Assert.Equal(label, Punycode.Decode(Punycode.Encode(label))!);
        }

        foreach (var broken in new[] { "99999999", "a-\u00FC", "zzzzzzzz", "a-b_", "!" }) Assert.Null(Punycode.Decode(broken));
    }

    [Fact]
    public void IsNormal_EveryComposite_IsAndItsPartsAreNot()
    {
        foreach (var (composite, (first, second)) in IdnaTables.Decompositions)
        {
            Assert.True(CanonicalForm.IsNormal([composite]), $"{composite:X}");
            Assert.False(CanonicalForm.IsNormal([first, second]), $"{composite:X}");
            Assert.False(CanonicalForm.IsNormal(['x', first, second, 'x']), $"{composite:X}");
        }
    }

    [Theory]
    [InlineData("한국", true)]
    [InlineData("u\u0308", false)]
    [InlineData("\u00FC\u0323", false)]
    [InlineData("\u1EE5\u0308", true)]
    [InlineData("q\u0323\u0307", true)]
    [InlineData("q\u0307\u0323", false)]
    [InlineData("\u0915\u094D", true)]
    [InlineData("\u09C7\u09BE", false)]
    public void IsNormal_Texts_AsUax15Says(string text, bool expected)
        => Assert.Equal(expected, CanonicalForm.IsNormal(text.EnumerateRunes().Select(rune => rune.Value).ToList()));

    [Theory]
    [InlineData("xn--bcher-kva.example", true)]
    [InlineData("XN--BCHER-KVA.example", true)]
    [InlineData("www.xn--mnchen-3ya.de", true)]
    [InlineData("xn--a", false)]
    [InlineData("xn--bcher-kv", false)]
    [InlineData("xn--", false)]
    [InlineData("xn--abc-", false)]
    [InlineData("xn--80ak6aa92e.com", true)]
    [InlineData("xn--BCHER-KVA-.example", false)]
    [InlineData("ab--cd.example", true)]
    [InlineData("1a.xn--4db", false)]
    [InlineData("a1.xn--4db", true)]
    [InlineData("bücher.example", false)]
    public void IsAscii_Names_AreJudgedDecoded(string name, bool expected) => Assert.Equal(expected, HostName.IsAscii(name));

    [Theory]
    [InlineData("bücher.example", true)]
    [InlineData("Bücher.example", false)]
    [InlineData("bu\u0308cher.example", false)]
    [InlineData("xn--bcher-kva.bücher", true)]
    [InlineData("ab--cd.example", false)]
    [InlineData("ﬁsch.example", false)]
    [InlineData("почта.пример.рф", true)]
    public void IsInternational_Names_AreIdna2008(string name, bool expected) => Assert.Equal(expected, HostName.IsInternational(name));

    [Theory]
    [InlineData("hostname")]
    [InlineData("idn-hostname")]
    public void Format_RandomMembers_AreValidNames(string format)
    {
        var arena = new PatternArena(ConstraintLimits.Default);
        var random = new Random(3);
        var (walks, long1) = (0, 0);
        for (var i = 0; i < 1_500; i++)
        {
            var text = new StringBuilder();
            var at = arena.Format(format)!;
            for (var steps = 1 + random.Next(60); steps > 0 || !at.IsNullable; steps--)
            {
                var ways = arena.Branches(at).Where(way => !way.Members.IsEmpty && !arena.IsEmpty(way.Target)).ToList();
                if (ways.Count == 0 || text.Length > 300) break;

                // Mostly letters of one window, so that labels get long.
                var (members, target) = ways[random.Next(ways.Count)];
                var borders = members.Borders;
                var range = random.Next(borders.Length / 2) * 2;
                text.Append(char.ConvertFromUtf32(random.Next(borders[range], borders[range + 1])));
                at = target;
            }

            if (!at.IsNullable) continue;
            walks++;
            if (text.Length > 20) long1++;
            var holds = format == "hostname" ? HostName.IsAscii(text.ToString()) : HostName.IsInternational(text.ToString());
            Assert.True(holds, $"{text}: {string.Join(' ', text.ToString().EnumerateRunes().Select(rune => rune.Value.ToString("X")))}");
            Assert.True(arena.Contains(arena.FormatOutside(format)!, text.ToString()));
        }

        Assert.True(walks > 500 && long1 > 20, $"{walks}, {long1}");
    }

    [Fact]
    public void Format_LongLabelsOfOneScript_FitTheirAsciiForm()
    {
        var arena = new PatternArena(ConstraintLimits.Default);
        var pattern = arena.Format("idn-hostname")!;
        var random = new Random(11);
        var (taken, longest) = (0, 0);
        foreach (var (first, last) in new[] { (0xDF, 0x24F), (0x3AC, 0x3CE), (0x430, 0x45F), (0x561, 0x586), (0x1E01, 0x1FC0), (0x3041, 0x30FA), (0x1200, 0x1380), (0xC05, 0xD60) })
        {
            for (var i = 0; i < 300; i++)
            {
                // Few different letters far apart cost most.
                var letters = Enumerable.Range(0, 2 + random.Next(18)).Select(_ => random.Next(first, last + 1)).ToList();
                var text = string.Concat(Enumerable.Range(0, 20).Select(_ => char.ConvertFromUtf32(random.Next(5) == 0 ? 'a' + random.Next(26) : letters[random.Next(letters.Count)])));
                if (!arena.Contains(pattern, text)) continue;
                taken++;
                longest = Math.Max(longest, IdnaLabel.EncodedLength(text.EnumerateRunes().Select(rune => rune.Value).ToList()));
                Assert.True(HostName.IsInternational(text), text);
            }
        }

        Assert.True(taken > 200, $"{taken} labels, the longest {longest}");
    }

    [Fact]
    public void Matcher_SchemasWithHostNames_WriteOnlyValidInstances()
    {
        string[] schemas =
        [
            """{"format":"hostname"}""", """{"format":"idn-hostname"}""", """{"type":"string","not":{"format":"hostname"}}""", """{"type":"string","not":{"not":{"format":"hostname"}}}""",
            """{"type":"string","not":{"format":"hostname","pattern":"^x"}}""", """{"type":"string","oneOf":[{"format":"hostname"},{"pattern":"^xn--"}]}""",
            """{"type":"string","anyOf":[{"format":"hostname"},{"pattern":"^xn--b"}]}""", """{"type":"string","if":{"format":"hostname"},"then":{"minLength":10}}""",
            """{"type":"string","if":{"format":"idn-hostname"},"then":{"format":"hostname"},"else":{"minLength":4}}""", """{"type":"string","oneOf":[{"format":"hostname"},{"format":"idn-hostname"}]}""",
            """{"type":"array","contains":{"format":"hostname","type":"string"}}""", """{"type":"array","not":{"contains":{"type":"string","format":"hostname"}}}""",
            """{"type":"object","propertyNames":{"format":"hostname"}}""", """{"type":"object","not":{"propertyNames":{"format":"hostname"}}}""",
            """{"type":"object","not":{"propertyNames":{"format":"hostname"},"minProperties":1}}""", """{"type":"object","not":{"not":{"propertyNames":{"format":"hostname"}},"minProperties":1}}""",
            """{"type":"object","if":{"propertyNames":{"format":"hostname"}},"then":{"maxProperties":1}}""", """{"type":"object","properties":{"a":{"type":"string","format":"hostname"}},"not":{"properties":{"a":{"pattern":"^xn--"}}}}""",
            """{"type":"object","not":{"properties":{"a":{"type":"string","format":"hostname"}},"required":["a"]}}""",
        ];
        string[] texts = ["a.example", "xn--bcher-kva", "xn--bcher-kv", "xn--a", "bücher", "-a", "xn--bcher-kva.example.org", "x", "xn--zzzzzzz"];
        var (accepted, wrong) = (0, new List<string>());
        foreach (var schema in schemas)
        {
            using var document = JsonDocument.Parse(schema);
            var validator = SchemaValidator.Create(document.RootElement);
            var constraint = MatcherVerdicts.Compile(document.RootElement, Patient with { Order = PropertyOrder.Any });
            foreach (var instance in texts.Select(text => $"\"{text}\"").SelectMany(text => new[] { text, $"[{text}]", $"[1,{text}]", $"{{{text}:1}}", $"{{\"a\":{text}}}", $"{{\"a\":1,{text}:{text}}}" }))
            {
                using var data = JsonDocument.Parse(instance);
                if (!MatcherVerdicts.Accepts(constraint, Encoding.UTF8.GetBytes(instance))) continue;
                accepted++;
                if (!validator.IsValid(data.RootElement)) wrong.Add($"{instance} under {schema}");
            }
        }

        Assert.Empty(wrong);
        Assert.True(accepted > 200, $"{accepted}");
    }

    [Fact]
    public void Compile_OnlyNamesThatAreNotWritten_IsUnsupportedAndNotUnsatisfiable()
    {
        using var open = JsonDocument.Parse("""{"type":"string","format":"hostname","pattern":"^xn--"}""");
        var unsupported = Assert.Throws<UnsupportedKeywordException>(() => new ConstraintCompiler(MatcherVerdicts.Bytes).Compile(open.RootElement, Patient));
        Assert.Contains("A-labels", unsupported.Message, StringComparison.Ordinal);
        using var closed = JsonDocument.Parse("""{"allOf":[{"type":"string","format":"hostname"},{"not":{"format":"hostname"}}]}""");
        Assert.Throws<UnsatisfiableSchemaException>(() => new ConstraintCompiler(MatcherVerdicts.Bytes).Compile(closed.RootElement, Patient));
    }

    [Fact]
    public void Report_HostNames_SayWhatIsNotWritten()
    {
        using var schema = JsonDocument.Parse("""{"type":"string","format":"hostname"}""");
        var entry = new ConstraintCompiler(MatcherVerdicts.Bytes).Compile(schema.RootElement).Report.Entries.Single(entry => entry.Keyword == "format");
        Assert.Equal(Enforcement.Enforced, entry.Status);
        Assert.Contains("xn--", entry.Reason, StringComparison.Ordinal);
    }
}
