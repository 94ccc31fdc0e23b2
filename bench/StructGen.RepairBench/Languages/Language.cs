using StructGen.Generation.Parsing;
using StructGen.RepairBench.Documents;
using StructGen.RepairBench.Sampling;
using StructGen.RepairBench.Texts;

namespace StructGen.RepairBench.Languages;

/// <summary>A language of answers other than JSON.</summary>
internal sealed record Language(
    string Name, AnswerFormat Format, IReadOnlyList<BenchDocument> Documents, Func<BenchDocument, string> Write, IReadOnlyList<TextDamage> Damages)
{
    public static Language Yaml { get; } = new("yaml", AnswerFormat.Yaml, DocumentSet.Json, YamlText.Write, YamlDamages.All);

    public static Language Xml { get; } = new("xml", new AnswerFormat(AnswerEncoding.Xml), DocumentSet.Trees, XmlText.Write, XmlDamages.All);

    public static Language Csv { get; } = new("csv", new AnswerFormat(AnswerEncoding.Csv), DocumentSet.Tables, CsvText.Write, CsvDamages.All);

    /// <summary>Samples of one kind of damage; every third has a second damage.</summary>
    public IEnumerable<Sample> Sample(TextDamage damage, int seed, int count)
    {
        var random = new Random(seed * 31 + Damages.ToList().IndexOf(damage));
        for (var made = 0; made < count;)
        {
            var document = Documents[random.Next(Documents.Count)];
            var scene = new TextScene(document, Write(document), random);
            var second = made % 3 == 2 && !damage.Alone ? Damages[random.Next(Damages.Count)] : null;
            if (second is not null && (second.Name == damage.Name || second.Alone || (second.Outer && damage.Outer)))
                continue;
            if (damage.Outer && second?.Apply(scene) == false)
                continue;
            if (!damage.Apply(scene) || (second is not null && !damage.Outer && !second.Apply(scene)))
                continue;
            made++;
            yield return new Sample(damage.Name, second?.Name, Layout.Pretty, document, scene.Text, scene.Expectation);
        }
    }

    /// <summary>What comes before and behind an answer in any language.</summary>
    internal static IEnumerable<TextDamage> Around(string fence) =>
    [
        new("fence", scene => scene.Put($"```{scene.Any(fence, "", "text")}\n{scene.Text}\n```"), Outer: true),
        new("prose-around", scene => scene.Put($"{scene.Any("Here is the data you asked for.", "Sure!", "Voici le résultat.")}\n\n{scene.Text}\n\n"
            + scene.Any("Let me know if anything is missing.", "I left out what the text does not say.")), Outer: true),
        new("fence-in-prose", scene => scene.Put($"Sure, here you go:\n\n```{fence}\n{scene.Text}\n```\n\nIs there anything else?"), Outer: true),
        new("unclosed-fence", scene => scene.Put($"```{fence}\n{scene.Text}\n"), Outer: true),
    ];
}
