using StructGen.RepairBench.Documents;
using StructGen.RepairBench.Judging;

namespace StructGen.RepairBench.Languages;

/// <summary>A document written in a language that is read line by line, while a damage is done to it.</summary>
internal sealed class TextScene(BenchDocument document, string text, Random random)
{
    public BenchDocument Document { get; } = document;

    public Random Random { get; } = random;

    public string Text { get; set; } = text;

    public Expectation Expectation { get; set; } = Expectation.Document;

    /// <summary>Lines of the text; setting them joins them again.</summary>
    public string[] Lines
    {
        get => Text.Split('\n');
        set => Text = string.Join('\n', value);
    }

    public T Any<T>(params T[] of) => of[Random.Next(of.Length)];

    public bool Put(string text)
    {
        Text = text;
        return true;
    }

    /// <summary>Sets a text whose document can only be guessed: asking again is as right as the document.</summary>
    public bool PutLost(string text)
    {
        Expectation = Expectation.DocumentOrNone;
        return Put(text);
    }

    /// <summary>Changes one of the lines that fit.</summary>
    public bool EditLine(Func<string, bool> fits, Func<string, string> change, int skip = 0)
    {
        var lines = Lines;
        var places = Enumerable.Range(0, lines.Length).Where(index => index >= skip && fits(lines[index])).ToArray();
        if (places.Length == 0)
            return false;
        var place = places[Random.Next(places.Length)];
        lines[place] = change(lines[place]);
        Lines = lines;
        return true;
    }
}

/// <summary>A way in which models damage an answer in some language.</summary>
/// <param name="Name">Stable name.</param>
/// <param name="Apply">Does it; false where the document has no place for it.</param>
/// <param name="Outer">Whether it stands around the text, and so is done last.</param>
/// <param name="Alone">Whether no second damage is added: what is lost could not be told then.</param>
internal sealed record TextDamage(string Name, Func<TextScene, bool> Apply, bool Outer = false, bool Alone = false);
