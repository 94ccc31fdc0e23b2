using StructGen.RepairBench.Documents;
using StructGen.RepairBench.Judging;
using StructGen.RepairBench.Readers;
using StructGen.RepairBench.Sampling;
using StructGen.RepairBench.Texts;

namespace StructGen.RepairBench.Runs;

/// <summary>Every prefix of every document: never other data called valid, unless called truncated.</summary>
internal static class PrefixRun
{
    public static IReadOnlyList<string> Run(BenchOptions options, FailureFile failures)
    {
        var (prefixes, whole, wrong) = (0, 0, 0);
        foreach (var (document, text, layout) in Texts(options.Seed))
        {
            for (var length = 0; length <= text.Length; length++)
            {
                prefixes++;
                var reading = OwnReader.Read(text[..length], document.Schema);
                var sample = new Sample("prefix", null, layout, document, text[..length], Expectation.Document);
                var verdict = Judge.Of(sample, reading);
                whole += verdict == Verdict.Exact ? 1 : 0;
                if (verdict != Verdict.Wrong && !(length == text.Length && verdict != Verdict.Exact))
                    continue;
                wrong++;
                failures.Add(sample, reading, verdict, []);
            }
        }

        Console.WriteLine($"\n## Prefixes\n\n{prefixes} prefixes; {whole} give the document, {wrong} give other data called valid and whole, or lose a whole text");
        return wrong == 0 ? [] : [$"prefixes: {wrong} of {prefixes} are other data called valid"];
    }

    private static IEnumerable<(BenchDocument Document, string Text, Layout Layout)> Texts(int seed)
    {
        foreach (var document in DocumentSet.Json)
        {
            foreach (var layout in Enum.GetValues<Layout>())
            {
                var body = string.Concat(new TokenWriter(layout, new Random(seed)).Write(document.Data).Select(token => token.Text));
                yield return (document, layout == Layout.Wrapped ? $"Here it is:\n```json\n{body}\n```\nDone." : body, layout);
            }
        }
    }
}
