using StructGen.Constraints;
using StructGen.Generation.Requests;
using StructGen.Generation.Retries;
using StructGen.TestKit.Chat;
using StructGen.TestKit.Models;

namespace StructGen.Generation.Tests.Pipeline;

public class RepairPromptTests
{
    private static readonly PromptMessage[] Prompt = [new("system", "S"), new("user", "U")];

    [Fact]
    public void Build_TellsAnswerAndErrorsByPointer()
    {
        var messages = RepairPrompt.Build(Prompt, "{bad", [new ValidationError("/age", "/properties/age/type", "type", "expected integer, found string")], new RepairOptions());

        Assert.Equal(["system", "user", "assistant", "user"], messages.Select(message => message.Role));
        Assert.Equal("{bad", messages[2].Content);
        Assert.Contains("- /age: expected integer, found string", messages[3].Content, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_ManyErrors_ShowsTheFirstAndCountsTheRest()
    {
        var errors = Enumerable.Range(0, 14).Select(index => new ValidationError($"/{index}", "", "type", "wrong")).ToList();
        var told = RepairPrompt.Build(Prompt, "x", errors, new RepairOptions { Errors = 3 })[^1].Content;

        Assert.Contains("/2: wrong", told, StringComparison.Ordinal);
        Assert.DoesNotContain("/3: wrong", told, StringComparison.Ordinal);
        Assert.Contains("and 11 more", told, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_LongAnswer_IsShortened()
        => Assert.Equal(new string('a', 100) + "…", RepairPrompt.Build(Prompt, new string('a', 5000), [], new RepairOptions { AnswerLength = 100 })[2].Content);

    [Fact]
    public void Build_EmptyAnswer_KeepsTheRolesAlternating()
        => Assert.Equal(["system", "user"], RepairPrompt.Build(Prompt, " ", [], new RepairOptions()).Select(message => message.Role));

    [Fact]
    public async Task ExtractAsync_SeveralBadAnswers_OnlyTheLastIsSent()
    {
        var setup = new PipelineSetup { Chat = new ScriptedChatClient("""{"name": 1}""", """{"name": 2}""", """{"name": "Ann", "age": 41}""") };
        var result = await setup.Build().ExtractAsync(PipelineSetup.Ask(), TestContext.Current.CancellationToken);

        Assert.Equal(GenerationOutcome.Answered, result.Outcome);
        Assert.Equal(setup.Chat.Sent[1].Count, setup.Chat.Sent[2].Count);
        Assert.Equal(setup.Chat.Sent[0].Count + 2, setup.Chat.Sent[1].Count);
        Assert.Contains(setup.Chat.Sent[2], message => message.Text == """{"name": 2}""");
        Assert.DoesNotContain(setup.Chat.Sent[2], message => message.Text == """{"name": 1}""");
    }

    [Fact]
    public async Task ExtractAsync_BudgetUsedUp_StopsWithAWarning()
    {
        var setup = new PipelineSetup { Chat = new ScriptedChatClient("no", "no", "no"), Options = options => options.Repairs.TokenBudget = 25 };
        var result = await setup.Build().ExtractAsync(PipelineSetup.Ask() with { Retries = 5 }, TestContext.Current.CancellationToken);

        Assert.Equal(GenerationOutcome.InvalidAnswer, result.Outcome);
        Assert.Equal(2, result.Attempts.Count);
        Assert.Contains(result.Warnings, warning => warning.Code == "token-budget");
    }

    [Fact]
    public async Task ExtractAsync_LocalModelRepeatsItself_IsNotAskedAThirdTime()
    {
        var setup = new PipelineSetup { Local = [FakeTokenModel.Writing("""{"name": 1}""")] };
        var result = await setup.Build().ExtractAsync(PipelineSetup.Ask() with { Model = "fake", Retries = 5 }, TestContext.Current.CancellationToken);

        Assert.Equal((GenerationOutcome.InvalidAnswer, 2), (result.Outcome, result.Attempts.Count));
        Assert.Contains(result.Warnings, warning => warning.Code == "repair-stuck");
    }
}
