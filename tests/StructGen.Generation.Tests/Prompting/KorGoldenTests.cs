using System.Text.Json;
using StructGen.Generation.Parsing;
using StructGen.Generation.Prompting;

namespace StructGen.Generation.Tests.Prompting;

public sealed class KorGoldenTests
{
    public static TheoryData<int> Prompts => KorGolden.Numbers("prompt");

    public static TheoryData<int> PromptErrors => KorGolden.Numbers("prompt-error");

    public static TheoryData<int> Parses => KorGolden.Numbers("parse");

    [Theory]
    [MemberData(nameof(Prompts))]
    public void Build_GoldenPrompt_IsKors(int number)
    {
        var golden = KorGolden.Case(number);
        var built = PromptBuilder.Build(PromptSource.FromSpec(golden.GetProperty("spec")), golden.GetProperty("text").GetString()!, [], KorGolden.Options(golden));
        Assert.Equal(golden.GetProperty("expectText").GetString(), built.Text);
        var roles = new Dictionary<string, string> { ["system"] = "system", ["human"] = "user", ["ai"] = "assistant" };
        Assert.Equal(
            golden.GetProperty("expectMessages").EnumerateArray().Select(message => (roles[message[0].GetString()!], message[1].GetString()!)),
            built.Messages.Select(message => (message.Role, message.Content)));
    }

    [Theory]
    [MemberData(nameof(PromptErrors))]
    public void Build_WhereKorThrows_IsInexpressible(int number)
    {
        var golden = KorGolden.Case(number);
        Assert.Throws<InexpressibleException>(() => PromptBuilder.Build(
            PromptSource.FromSpec(golden.GetProperty("spec")), golden.GetProperty("text").GetString()!, [], KorGolden.Options(golden)));
    }

    [Theory]
    [MemberData(nameof(Parses))]
    public void Parse_GoldenAnswer_HasKorsDataAndErrorCount(int number)
    {
        var golden = KorGolden.Case(number);
        var parsed = AnswerParser.Parse(golden.GetProperty("raw").GetString()!, PromptSource.FromSpec(golden.GetProperty("spec")), KorGolden.Options(golden));
        Assert.True(JsonElement.DeepEquals(golden.GetProperty("data"), parsed.Data!.Value), parsed.Data.ToString());
        Assert.Equal(golden.GetProperty("errors").GetInt32(), parsed.Errors.Count);
    }

    [Fact]
    public void File_HasAllHundredCases()
        => Assert.Equal(100, Prompts.Count + PromptErrors.Count + Parses.Count);
}
