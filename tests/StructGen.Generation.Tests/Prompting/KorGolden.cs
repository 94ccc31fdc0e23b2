using System.Text.Json;
using StructGen.Generation.Prompting;

namespace StructGen.Generation.Tests.Prompting;

/// <summary>The cases of <c>tests/data/kor-golden.jsonl</c>: what Kor 3.0.0 itself returned.</summary>
internal static class KorGolden
{
    private static readonly string[] Lines = File.ReadAllLines(FindFile());

    public static TheoryData<int> Numbers(string kind)
    {
        var numbers = new TheoryData<int>();
        for (var number = 0; number < Lines.Length; number++)
        {
            if (Case(number).GetProperty("kind").GetString() == kind)
                numbers.Add(number);
        }

        return numbers;
    }

    public static JsonElement Case(int number) => JsonElement.Parse(Lines[number]);

    public static PromptOptions Options(JsonElement golden) => new()
    {
        Compat = true,
        Encoder = golden.GetProperty("encoder").GetString(),
        UseTags = golden.GetProperty("useTags").ValueKind == JsonValueKind.Null ? null : golden.GetProperty("useTags").GetBoolean(),
        Descriptor = golden.TryGetProperty("descriptor", out var descriptor) ? descriptor.GetString()! : "typescript",
        InputFormatter = golden.TryGetProperty("inputFormatter", out var formatter) ? formatter.GetString() : null,
        InstructionTemplate = golden.TryGetProperty("instructionTemplate", out var template) ? template.GetString() : null,
    };

    private static string FindFile()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var file = Path.Combine(folder.FullName, "tests", "data", "kor-golden.jsonl");
            if (File.Exists(file))
                return file;
        }

        throw new FileNotFoundException("tests/data/kor-golden.jsonl");
    }
}
