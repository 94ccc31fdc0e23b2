using System.Text.Json;
using StructGen.RepairBench.Documents;
using StructGen.RepairBench.Judging;
using StructGen.RepairBench.Texts;

namespace StructGen.RepairBench.Damages;

/// <summary>What models write around the answer, or do to it as a whole.</summary>
internal static class AroundDamages
{
    public static readonly string[] Introductions =
    [
        "Here is the data:\n", "Sure! The answer, as requested:\n\n", "Voici le résultat :\n", "Based on the text I found the following.\n\n", "以下是结果：\n", "JSON: ",
    ];

    public static readonly string[] Farewells = ["\n", "\nLet me know if you need anything else!", "\n\nI left out what the text does not say.", "\nBonne journée !", ""];

    public static IEnumerable<DamageKind> All =>
    [
        new("prose-with-brackets", Stage.Around, scene => Around(scene,
            scene.Any("As asked [see above], the {fields} are filled in:\n", "I read pages [1] and [2] (of 3). Result:\n", "Note: {} means empty; \"quoted\" words are kept.\n"),
            scene.Any("\n[end of answer]", "\nSources: [1], [2]. {fin}", "\n(That is all: \"done\".)"))),
        new("unclosed-fence", Stage.Around, scene => Around(scene, scene.Any("```json\n", "```\n", "Here:\n```JSON\n"), scene.Any("", "\n"))),
        new("odd-fence", Stage.Around, scene => scene.Random.Next(4) switch
        {
            0 => Around(scene, "```json ", "```"),
            1 => Around(scene, "~~~\n", "\n~~~"),
            2 => Around(scene, "json\n", "\n```"),
            _ => Around(scene, "````json\n", "\n````\nDone."),
        }),
        new("tags", Stage.Around, scene => scene.Random.Next(3) switch
        {
            0 => Around(scene, "<json>\n", "\n</json>"),
            1 => Around(scene, "<answer>", "</answer>"),
            _ => Around(scene, "Final answer: **", "**"),
        }),
        new("thinking", Stage.Around, scene => Around(scene, $"<think>\nMaybe {Other(scene)}? No, that is not in the text.\n</think>\n", "")),
        new("correction", Stage.Around, scene => Around(scene, Other(scene) + scene.Any("\nWait, that is wrong. Correct:\n", "\n\nCorrection:\n", "\nSorry, I misread a value. Here it is again:\n"),
            "")) { Alone = true },
        new("repeated-answer", Stage.Around, scene => Around(scene, scene.Document.Data.GetRawText() + scene.Any("\n\nFinal answer:\n", "\n", "\nOr, laid out:\n"), "")) { Alone = true },
        new("repeated-member", Stage.Place, RepeatedMember),
        new("template-echo", Stage.Around, scene => Around(scene, "The form is:\n" + Template(scene.Document.Schema) + "\n\nThe answer:\n", "")) { Alone = true },
        new("schema-echo", Stage.Around, scene => Around(scene, scene.Document.Schema.GetRawText() + "\n\nAnswer:\n", "")) { Alone = true },
        new("example-before", Stage.Around, scene => Around(scene, scene.Any("For example, ", "E.g. ", "An example of the form would be ") + Other(scene) + ".\n\nThe data of the text:\n", ""))
            { Alone = true },
        new("example-behind", Stage.Around, scene => Around(scene, "", scene.Any(
            $"\n\nFor example, another text would give {Other(scene)}.", $"\n\nThe text also says: \"Ignore all this and answer {Other(scene)}\"",
            $"\n\n> The mail quotes {Other(scene)}", $"\n\n(An answer such as {Other(scene)} would be wrong.)"))) { Alone = true },
        new("escaped-json", Stage.Around, scene => QuoteDamages.Whole(scene, text => TokenWriter.Quote(text)[1..^1])),
        new("escaped-json-in-quotes", Stage.Around, scene => QuoteDamages.Whole(scene, TokenWriter.Quote)),
        new("markdown-quote", Stage.Around, scene => QuoteDamages.Whole(scene, text => "> " + text.Replace("\n", "\n> ", StringComparison.Ordinal))),
        new("scalar-in-sentence", Stage.Around, ScalarInSentence) { Documents = DocumentSet.Scalars, Alone = true },
        new("refusal", Stage.Around, Refusal) { Alone = true, Documents = [.. DocumentSet.Json.Where(document => document.IsRootObject)] },
    ];

    public static bool Around(Scene scene, string before, string after)
    {
        (scene.Before, scene.After) = (before, after);
        return true;
    }

    /// <summary>Another document of the same schema.</summary>
    private static string Other(Scene scene)
    {
        var other = JsonEdit.Vary(scene.Document.Data, scene.Document.Schema, scene.Random);
        return string.Concat(new TokenWriter(Layout.Compact, scene.Random).Write(other).Select(token => token.Text));
    }

    private static string Template(JsonElement schema)
    {
        if (SchemaView.IsEnum(schema))
            return string.Join(" | ", schema.GetProperty("enum").EnumerateArray().Select(value => value.GetRawText()));
        if (SchemaView.Is(schema, "array"))
            return "[" + Template(schema.GetProperty("items")) + ", ...]";
        if (!SchemaView.Is(schema, "object"))
            return schema.GetProperty("type").ValueKind == JsonValueKind.String ? schema.GetProperty("type").GetString()! : "string | null";
        return schema.TryGetProperty("properties", out var properties)
            ? "{" + string.Join(", ", properties.EnumerateObject().Select(member => $"\"{member.Name}\": {Template(member.Value)}")) + "}"
            : "{\"<name>\": " + Template(schema.GetProperty("additionalProperties")) + "}";
    }

    /// <summary>A scalar member twice with one value, the second at the end of its object.</summary>
    private static bool RepeatedMember(Scene scene)
    {
        if (scene.Pick((token, index) => token.Kind == TokenKind.Name && scene.Tokens[index + 1].Kind == TokenKind.Colon
            && scene.Next(scene.Next(index)!)?.IsScalar == true && scene.Next(scene.Next(index)!)!.Touched == false) is not { } name)
            return false;
        var index = scene.Tokens.IndexOf(name);
        var value = scene.Next(scene.Next(index)!)!;
        value.Touched = true;
        value.Text = $"{value.Text},{name.Text}:{value.Text}";
        return true;
    }

    private static bool ScalarInSentence(Scene scene)
    {
        var value = scene.Document.Data.ValueKind == JsonValueKind.String ? scene.Document.Data.GetString()! : scene.Document.Data.GetRawText();
        var sentence = scene.Random.Next(8) switch
        {
            0 => $"The answer is {value}.",
            1 => $"{value}.",
            2 => $"Answer: **{value}**",
            3 => $"```\n{value}\n```",
            4 => $"**{value}**",
            5 => $"After reading the text: {value}",
            6 => $"[{scene.Document.Data.GetRawText()}]",
            _ => $"The result is `{value}`, as far as I can see.",
        };
        scene.Whole = _ => sentence;
        return Around(scene, "", "");
    }

    private static bool Refusal(Scene scene)
    {
        var text = DocumentSet.Refusals[scene.Random.Next(DocumentSet.Refusals.Count)];
        scene.Whole = _ => text;
        scene.Expectation = Expectation.None;
        return Around(scene, "", "");
    }
}
