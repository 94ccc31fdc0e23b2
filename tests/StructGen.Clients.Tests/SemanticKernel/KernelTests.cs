using System.ComponentModel;
using System.Text.Json;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;
using Microsoft.SemanticKernel.Connectors.OpenAI;
using StructGen.Clients.Tests.Hosting;

namespace StructGen.Clients.Tests.SemanticKernel;

public sealed class KernelTests(RunningService service)
{
    [Fact]
    public async Task ResponseFormat_OfAType_IsKept()
    {
        var settings = new OpenAIPromptExecutionSettings { ResponseFormat = typeof(Contact), MaxTokens = 100 };
        var answer = await Chat(Build()).GetChatMessageContentAsync(Asks.Contact, settings);
        Assert.NotEmpty(JsonSerializer.Deserialize<Contact>(answer.Content!)!.Name);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AutoFunctions_AreInvoked(bool streaming)
    {
        var kernel = Build();
        var weather = new Weather();
        kernel.Plugins.AddFromObject(weather, "weather");
        // The bundled model is too small to know when it has asked enough.
        kernel.AutoFunctionInvocationFilters.Add(new Once());
        var settings = new OpenAIPromptExecutionSettings { FunctionChoiceBehavior = FunctionChoiceBehavior.Required(), MaxTokens = 80 };
        var history = new ChatHistory(Asks.Weather);
        if (streaming)
        {
            await foreach (var _ in Chat(kernel).GetStreamingChatMessageContentsAsync(history, settings, kernel))
            {
            }
        }
        else
        {
            await Chat(kernel).GetChatMessageContentAsync(history, settings, kernel);
        }

        Assert.NotEmpty(weather.Asked);
    }

    [Fact]
    public async Task AutoChoice_EndsInACallOrWords()
    {
        var kernel = Build();
        var weather = new Weather();
        kernel.Plugins.AddFromObject(weather, "weather");
        kernel.AutoFunctionInvocationFilters.Add(new Once());
        var settings = new OpenAIPromptExecutionSettings { FunctionChoiceBehavior = FunctionChoiceBehavior.Auto(), MaxTokens = 80 };
        var answer = await Chat(kernel).GetChatMessageContentAsync(Asks.Weather, settings, kernel);
        Assert.True(weather.Asked.Count > 0 || answer.Content!.Length > 0);
    }

    [Fact]
    public async Task NoneChoice_IsAnsweredInWords()
    {
        var kernel = Build();
        var weather = new Weather();
        kernel.Plugins.AddFromObject(weather, "weather");
        var settings = new OpenAIPromptExecutionSettings { FunctionChoiceBehavior = FunctionChoiceBehavior.None(), MaxTokens = 8 };
        var answer = await Chat(kernel).GetChatMessageContentAsync("Hello", settings, kernel);
        Assert.NotNull(answer.Content);
        Assert.Empty(weather.Asked);
    }

    private static IChatCompletionService Chat(Kernel kernel) => kernel.GetRequiredService<IChatCompletionService>();

    private Kernel Build()
        => Kernel.CreateBuilder().AddOpenAIChatCompletion(RunningService.Bundled, new Uri(service.Address, "/v1"), apiKey: "any key").Build();

    private sealed record Contact(string Name, string? Company, string? Phone);

    private sealed class Weather
    {
        public List<string> Asked { get; } = [];

        [KernelFunction("get_weather")]
        [Description("Weather of a city")]
        public string Get(string city)
        {
            Asked.Add(city);
            return "22 degrees";
        }
    }

    private sealed class Once : IAutoFunctionInvocationFilter
    {
        public async Task OnAutoFunctionInvocationAsync(AutoFunctionInvocationContext context, Func<AutoFunctionInvocationContext, Task> next)
        {
            await next(context);
            context.Terminate = true;
        }
    }
}
