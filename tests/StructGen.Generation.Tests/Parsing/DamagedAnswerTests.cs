using StructGen.RepairBench.Damages;
using StructGen.RepairBench.Documents;
using StructGen.RepairBench.Judging;
using StructGen.RepairBench.Languages;
using StructGen.RepairBench.Readers;
using StructGen.RepairBench.Sampling;
using StructGen.RepairBench.Texts;

namespace StructGen.Generation.Tests.Parsing;

/// <summary>A slice of <c>bench/StructGen.RepairBench</c>: its generator shares no code with the reader. The thresholds are the bench's,
/// over all kinds and in each.</summary>
public class DamagedAnswerTests
{
    private const int Seed = 20261201;

    /// <summary>Samples per kind; one sample more than a threshold allows is allowed in each kind, as one of eight is 12 %.</summary>
    private const int Count = 8;

    [Fact]
    public void Json_DamagedInEveryKind_MeetsTheThresholds()
    {
        var tallies = new Dictionary<string, Tally>();
        var wrong = new List<string>();
        foreach (var kind in DamageKinds.All)
        {
            var tally = tallies[kind.Name] = new Tally();
            foreach (var sample in new Sampler(Seed).Of(kind, Count))
            {
                var verdict = Judge.Of(sample, OwnReader.Read(sample.Text, sample.Document.Schema));
                tally.Add(verdict);
                if (verdict != Verdict.Exact)
                    wrong.Add($"{verdict} {sample.Kind} + {sample.Second}: {sample.Text}");
            }
        }

        var missed = Thresholds.Json.Missed("JSON", tallies, slack: 1);
        Assert.True(missed.Count == 0, string.Join('\n', missed.Concat(wrong)));
    }

    [Theory]
    [InlineData("yaml")]
    [InlineData("xml")]
    [InlineData("csv")]
    public void OtherLanguage_DamagedInEveryKind_IsHardlyEverOtherDataCalledValid(string name)
    {
        var language = new[] { Language.Yaml, Language.Xml, Language.Csv }.Single(language => language.Name == name);
        var overall = new Tally();
        var wrong = new List<string>();
        foreach (var damage in language.Damages)
        {
            foreach (var sample in language.Sample(damage, Seed, Count))
            {
                var verdict = Judge.Of(sample, OwnReader.Read(sample.Text, sample.Document.Schema, language.Format));
                overall.Add(verdict);
                if (verdict == Verdict.Wrong)
                    wrong.Add($"{sample.Kind} + {sample.Second}: {sample.Text}");
            }
        }

        Assert.True(overall.WrongShare <= Thresholds.Others.WrongOverall, string.Join('\n',
            wrong.Prepend($"{overall.WrongShare:P1} of {overall.Total} are wrong")));
    }

    [Fact]
    public void Json_CutAtEveryPlace_IsNeverOtherDataCalledWhole()
    {
        var wrong = new List<string>();
        foreach (var document in DocumentSet.Json)
        {
            var text = string.Concat(new TokenWriter(Layout.Compact, new Random(Seed)).Write(document.Data).Select(token => token.Text));
            for (var length = 0; length < text.Length; length++)
            {
                var sample = new Sample("prefix", null, Layout.Compact, document, text[..length], Expectation.Document);
                if (Judge.Of(sample, OwnReader.Read(sample.Text, document.Schema)) == Verdict.Wrong)
                    wrong.Add(sample.Text);
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void Cases_WrittenByHand_AreNeverOtherDataCalledValid()
        => Assert.All(DocumentSet.Cases.Where(sample => sample.Open is null), sample => Assert.NotEqual(Verdict.Wrong, Judge.Of(sample, OwnReader.Read(sample.Text,
            sample.Document.Schema))));

    [Fact]
    public void Documents_WrittenCorrectly_AreReadExactly()
    {
        foreach (var document in DocumentSet.Json)
        {
            foreach (var layout in Enum.GetValues<Layout>())
            {
                var text = string.Concat(new TokenWriter(layout, new Random(Seed)).Write(document.Data).Select(token => token.Text));
                Assert.Equal(Verdict.Exact, Judge.Of(new Sample("none", null, layout, document, text, Expectation.Document),
                    OwnReader.Read(text, document.Schema)));
            }
        }
    }

    [Fact]
    public void Refusals_InFourteenLanguages_AreNeverData()
    {
        foreach (var document in DocumentSet.Json.Where(document => document.IsRootObject))
            Assert.All(DocumentSet.Refusals, refusal => Assert.Equal(Verdict.Exact,
                Judge.Of(new Sample("refusal", null, Layout.Compact, document, refusal, Expectation.None), OwnReader.Read(refusal,
                    document.Schema))));
    }
}
