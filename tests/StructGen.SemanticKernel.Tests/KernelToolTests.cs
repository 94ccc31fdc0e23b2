using System.ComponentModel;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;
using StructGen.Generation;
using StructGen.Generation.Catalogs;
using StructGen.Generation.Requests;
using StructGen.Generation.Tools;

namespace StructGen.SemanticKernel.Tests;

/// <summary>A real kernel's plugins as tools, called by a scripted provider over its own wire.</summary>
public sealed class KernelToolTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static ToolRunRequest Ask(params ToolReference[] tools) => new(new ToolCallRequest { Input = "Weather in Oslo?", Tools = tools, Model = "lab/m" });

    [Fact]
    public async Task RunToolsAsync_KernelFunction_IsCalledAndItsResultToldToTheProvider()
    {
        var weather = new WeatherPlugin();
        await using var setup = await StartAsync(weather);
        setup.Provider.Turn(OpenAITurns.Calls(("Weather-forecast", """{"city": "Oslo", "days": 3}"""))).Turn(OpenAITurns.Answer("Three cold days."));
        var result = await setup.Generator.RunToolsAsync(Ask("Weather-forecast"), Token);

        Assert.Equal((GenerationOutcome.Answered, "Three cold days.", false), (result.Last.Outcome, result.Last.Content, result.IsLimited));
        Assert.Equal([("Oslo", 3)], weather.Asked);
        var output = Assert.Single(Assert.Single(result.Steps).Results).Output;
        Assert.Equal(-4, output.Content!.Value.GetProperty("celsius").GetInt32());
        var messages = setup.Provider.Last.Body.GetProperty("messages").EnumerateArray().ToList();
        Assert.Equal(["user", "assistant", "tool"], messages.Select(message => message.GetProperty("role").GetString()));
        Assert.Equal(messages[1].GetProperty("tool_calls")[0].GetProperty("id").GetString(), messages[2].GetProperty("tool_call_id").GetString());
        Assert.Contains("-4", messages[2].GetProperty("content").GetString(), StringComparison.Ordinal);
        var declared = setup.Provider.Last.Body.GetProperty("tools")[0].GetProperty("function");
        Assert.Equal("integer", declared.GetProperty("parameters").GetProperty("properties").GetProperty("days").GetProperty("type").GetString());
    }

    [Fact]
    public async Task RunToolsAsync_FunctionThatThrows_TellsTheModelAndGoesOn()
    {
        await using var setup = await StartAsync(new WeatherPlugin());
        setup.Provider.Turn(OpenAITurns.Calls(("Weather-forecast", """{"city": "Nowhere", "days": 1}"""), ("Weather-secret", "{}"))).Turn(OpenAITurns.Answer("I cannot say."));
        var request = Ask("Weather-forecast", "Weather-secret");
        var result = await setup.Generator.RunToolsAsync(request with { Call = request.Call with { Parallel = true } }, Token);
        Assert.Equal("I cannot say.", result.Last.Content);
        var results = Assert.Single(result.Steps).Results;
        Assert.Contains("Nowhere", results[0].Output.Error, StringComparison.Ordinal);
        Assert.Equal("The function failed.", results[1].Output.Error);
        Assert.DoesNotContain("hunter2", setup.Provider.Last.Body.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunToolsAsync_ToolOfTheRequestWithAFunctionsName_IsNotThatFunction()
    {
        await using var setup = await StartAsync(new WeatherPlugin());
        var fault = await Assert.ThrowsAsync<MalformedRequestException>(() => setup.Generator.RunToolsAsync(Ask(new ToolDefinition("Weather-forecast")), Token));
        Assert.Equal("/tools/0", fault.Pointer);
        await Assert.ThrowsAsync<UnknownToolException>(() => setup.Generator.RunToolsAsync(Ask("Weather-nothing"), Token));
    }

    private static Task<RemoteSetup> StartAsync(WeatherPlugin weather)
    {
        var kernel = new Kernel();
        kernel.Plugins.AddFromObject(weather, "Weather");
        return RemoteSetup.StartAsync(build: builder => builder.AddKernelTools(kernel));
    }

    private sealed class WeatherPlugin
    {
        public List<(string City, int Days)> Asked { get; } = [];

        [KernelFunction("forecast"), Description("Weather forecast for a city")]
        public Forecast GetForecast(string city, int days)
        {
            if (city == "Nowhere") throw new ArgumentException("There is no city Nowhere.");
            Asked.Add((city, days));
            return new Forecast(-4);
        }

        [KernelFunction("secret")]
        public static string Tell() => throw new InvalidOperationException("password hunter2");
    }

    private sealed record Forecast(int Celsius);
}
