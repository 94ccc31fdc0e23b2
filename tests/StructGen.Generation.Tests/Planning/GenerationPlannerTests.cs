using System.Text.Json;
using StructGen.Generation.Models;
using StructGen.Generation.Planning;
using StructGen.Generation.Prompting;
using StructGen.Generation.Requests;
using StructGen.Generation.Tests.Pipeline;

namespace StructGen.Generation.Tests.Planning;

public class GenerationPlannerTests
{
    private static readonly ModelDescription Local = new("local", "local", 100, [GenerationMode.Grammar, GenerationMode.Prompt], true);
    private static readonly ModelDescription Remote = new("p/remote", "p", null, [GenerationMode.Native, GenerationMode.Prompt], true);
    private static readonly ModelDescription Plain = new("p/plain", "p", null, [GenerationMode.Prompt], true);

    private static GenerationPlan Plan(GenerationRequest request, ModelDescription model)
        => GenerationPlanner.Plan(request, request.Schema!.Value, model, new GenerationLimits());

    private static GenerationRequest Ask(GenerationMode mode) => PipelineSetup.Ask(mode);

    [Fact]
    public void Plan_Auto_TakesGrammarThenNativeThenPrompt()
    {
        Assert.Equal(GenerationMode.Grammar, Plan(Ask(GenerationMode.Auto), Local).Mode);
        Assert.Equal(GenerationMode.Native, Plan(Ask(GenerationMode.Auto), Remote).Mode);
        Assert.Equal(GenerationMode.Prompt, Plan(Ask(GenerationMode.Auto), Plain).Mode);
    }

    [Fact]
    public void Plan_ModeTheModelLacks_IsRefusedWithTheModesItHas()
    {
        var fault = Assert.Throws<MalformedRequestException>(() => Plan(Ask(GenerationMode.Grammar), Remote));
        Assert.Equal("/mode", fault.Pointer);
        Assert.Contains("native, prompt", fault.Message, StringComparison.Ordinal);
        Assert.Throws<MalformedRequestException>(() => Plan(Ask(GenerationMode.Native), Local));
    }

    [Fact]
    public void Plan_YamlInNativeMode_IsRefused()
    {
        var fault = Assert.Throws<MalformedRequestException>(() => Plan(Ask(GenerationMode.Native) with { Surface = AnswerSurface.Yaml }, Remote));
        Assert.Equal("/surface", fault.Pointer);
    }

    [Fact]
    public void Plan_AutoWithYaml_TakesAModeThatWritesItAndSaysSo()
    {
        var plan = Plan(Ask(GenerationMode.Auto) with { Surface = AnswerSurface.Yaml }, Remote);
        Assert.Equal((GenerationMode.Prompt, AnswerSurface.Yaml), (plan.Mode, plan.Surface));
        Assert.Equal("mode-replaced", Assert.Single(plan.Warnings).Code);
    }

    [Fact]
    public void Plan_AutoWithoutObjectAtTheRoot_IsNotNative()
        => Assert.Equal(GenerationMode.Prompt, Plan(Ask(GenerationMode.Auto) with { Schema = JsonDocument.Parse("""{"type":"array"}""").RootElement }, Remote).Mode);

    [Fact]
    public void Plan_PromptOptionsInAnotherMode_Warns()
        => Assert.Equal("prompt-options-unused", Assert.Single(Plan(Ask(GenerationMode.Auto) with { Prompt = new PromptOptions { Encoder = "csv" } }, Local).Warnings).Code);

    [Fact]
    public void Plan_NoTimeout_TakesTheServices()
    {
        Assert.Equal(new GenerationLimits().Timeout, Plan(Ask(GenerationMode.Auto), Local).Timeout);
        Assert.Equal(TimeSpan.FromSeconds(3), Plan(Ask(GenerationMode.Auto) with { Timeout = TimeSpan.FromSeconds(3) }, Local).Timeout);
    }
}
