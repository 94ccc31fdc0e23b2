using System.Text.Json.Nodes;
using System.Text.Json;
using StructGen.RepairBench.Damages;
using StructGen.RepairBench.Documents;
using StructGen.RepairBench.Judging;
using StructGen.RepairBench.Texts;

namespace StructGen.RepairBench.Sampling;

/// <summary>Makes damaged texts at random places. One seed gives the same texts on every machine.</summary>
internal sealed class Sampler(int seed)
{
    private const int Tries = 200;

    private static readonly Layout[] Layouts = [Layout.Compact, Layout.Pretty, Layout.Wrapped];

    /// <summary>Samples of one kind; every third has a second damage, documents take turns.</summary>
    public IEnumerable<Sample> Of(DamageKind kind, int count)
    {
        var random = new Random(Hash(kind.Name));
        var documents = kind.Documents ?? DocumentSet.Json;
        var turn = random.Next(documents.Count);
        for (var made = 0; made < count; made++)
        {
            Sample? sample = null;
            for (var attempt = 0; attempt < Tries && sample is null; attempt++)
                sample = Make(kind, documents[turn++ % documents.Count], Layouts[random.Next(Layouts.Length)], made % 3 == 2 && !kind.Alone, random);
            yield return sample ?? throw new InvalidOperationException($"No document has a place for '{kind.Name}'.");
        }
    }

    /// <summary>A hash that does not change between runs.</summary>
    private int Hash(string name)
    {
        var hash = unchecked((uint)seed * 2654435761u) ^ 2166136261u;
        foreach (var unit in name)
            hash = unchecked((hash ^ unit) * 16777619u);
        return (int)(hash & 0x7FFFFFFF);
    }

    private static Sample? Make(DamageKind kind, BenchDocument document, Layout layout, bool twice, Random random)
    {
        if (kind.Needs is { } needs)
            document = Plant(document, needs[random.Next(needs.Count)], random);
        var scene = new Scene(document, layout, random);
        if (layout == Layout.Wrapped && kind.Name != "missing-root-brackets")
            Wrap(scene);

        // Done in the order of the stages, so that offsets and whole texts stay right.
        var second = twice ? Second(kind, random) : null;
        if (second is not null && second.Stage < kind.Stage && !second.Apply(scene))
            return null;
        if (!kind.Apply(scene))
            return null;
        (JsonElement Data, bool FitsLayout)? alternative = null;
        if (kind.Undo != Undo.None)
        {
            // With a second damage in the text the search would not find the document itself: it is done on the first damage alone.
            var alone = second is not null && second.Stage < kind.Stage ? null : scene.Body;
            if (alone is null || alone.Length > Alternatives.MaxLength)
                return null;
            alternative = Alternatives.Find(alone, document, kind.Undo);
        }

        if (second is not null && second.Stage >= kind.Stage && !second.Apply(scene))
            return null;
        var expectation = alternative switch
        {
            { FitsLayout: true } => Expectation.Ambiguous,
            // Only the indentation tells which document it was: who goes by it is right, and who asks again is.
            { FitsLayout: false } => Expectation.DocumentOrNone,
            null => scene.Expectation,
        };
        return new Sample(kind.Name, second?.Name, layout, document, scene.Text, expectation)
        {
            WholeLeaves = scene.WholeLeaves,
            EndsInNumber = scene.EndsInNumber,
            Alternative = alternative?.Data,
            Damage = kind,
        };
    }

    /// <summary>A second damage that does not make the first one unreadable: not two about closers, not two about what stands around, no second cut.</summary>
    private static DamageKind Second(DamageKind first, Random random)
    {
        while (true)
        {
            var second = DamageKinds.All[random.Next(DamageKinds.All.Count)];
            if (second == first || second.Alone || second.Needs is not null || second.Documents is not null || second.Stage == Stage.Cut)
                continue;
            if (first.Undo != Undo.None && (second.Undo != Undo.None || second.Stage == Stage.Spelling))
                continue;
            if (second.Undo != Undo.None || (first.Stage == Stage.Around && second.Stage == Stage.Around) || (first.Stage == Stage.Cut && second.Stage == Stage.Around))
                continue;
            if (second.Name == "missing-root-brackets" && first.Stage >= Stage.Around)
                continue;
            if (Clash(first.Name, second.Name) || Clash(second.Name, first.Name))
                continue;
            return second;
        }
    }

    /// <summary>Pairs whose text says two things: the marks that would tell them apart are the ones that are damaged.</summary>
    private static bool Clash(string one, string other) => one switch
    {
        "single-quotes" or "smart-quotes" or "doubled-quotes" or "unquoted-names" => other is "single-quotes" or "smart-quotes" or "doubled-quotes"
            or "unescaped-inner-quotes" or "curly-closing-quote" or "curly-opening-quote" or "concatenated-text" or "unquoted-names" or "unquoted-text"
            or "list-as-json-string" or "object-as-json-string" or "wrong-escapes" or "unquoted-text-over-lines",
        "missing-root-brackets" => other is "prose-with-brackets" or "odd-fence" or "unclosed-fence" or "tags" or "thinking" or "extra-final-closer" or "list-closed-early"
            or "leading-comma" or "null-for-absent" or "trailing-comma",
        "list-as-lines" => other is "prose-with-brackets" or "odd-fence" or "thinking" or "extra-final-closer" or "leading-comma" or "trailing-comma" or "markdown-quote",
        "unquoted-text" or "unquoted-text-over-lines" => other is "missing-comma" or "missing-colon" or "semicolons" or "arrow-or-equals" or "comment" or "odd-spaces" or "fullwidth-marks"
            or "doubled-comma" or "markdown-quote" or "ellipsis" or "escaped-json" or "html-entities" or "escaped-json-in-quotes",
        "ellipsis" or "number-in-words" => other is not ("single-quotes" or "python-words"),
        "escaped-json" or "escaped-json-in-quotes" or "html-entities" or "markdown-quote" => other is "raw-line-breaks" or "unescaped-inner-quotes" or "comment" or "comment-behind-number"
            or "wrong-escapes" or "concatenated-text",
        "extra-final-closer" => other is "missing-final-closers",
        _ => false,
    };

    private static void Wrap(Scene scene)
    {
        if (scene.Random.Next(2) == 0)
            AroundDamages.Around(scene, scene.Any("```json\n", "Here you go:\n\n```json\n", "```\n"), scene.Any("\n```", "\n```\n\nAnything else?", "\n```\n"));
        else
            AroundDamages.Around(scene, scene.Any(AroundDamages.Introductions), scene.Any(AroundDamages.Farewells));
    }

    /// <summary>The document with a text put in place of one of its free texts.</summary>
    private static BenchDocument Plant(BenchDocument document, string text, Random random)
    {
        var texts = JsonEdit.Leaves(document.Data).Where(leaf => leaf.Value.ValueKind == JsonValueKind.String
            && !SchemaView.IsEnum(SchemaView.At(document.Schema, leaf.Path))).ToArray();
        return texts.Length == 0 ? document : document.With(JsonEdit.Replace(document.Data, texts[random.Next(texts.Length)].Path, JsonValue.Create(text)));
    }
}
