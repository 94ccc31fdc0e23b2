using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StructGen.Constraints;
using StructGen.Generation.Catalogs;
using StructGen.Generation.Models;
using StructGen.Generation.Planning;
using StructGen.Generation.Requests;
using StructGen.TestKit.Catalogs;
using StructGen.TestKit.Chat;
using StructGen.TestKit.Models;

namespace StructGen.Generation.Tests.Pipeline;

/// <summary>The whole pipeline around scripted models; what a test does not set is harmless.</summary>
internal sealed class PipelineSetup
{
    public const string Remote = "fake/remote";

    public string Name { get; init; } = Remote;

    public ScriptedChatClient Chat { get; init; } = new();

    public TextModelCapabilities Capabilities { get; init; } = new();

    public ITokenModel[] Local { get; init; } = [];

    public Action<StructGenOptions> Options { get; init; } = _ => { };

    public ConstraintCache.Compile? Compile { get; init; }

    /// <summary>The real compiler.</summary>
    public static CompiledConstraint Engine(JsonElement schema, Vocabulary vocabulary, ConstraintOptions options) => new ConstraintCompiler(vocabulary).Compile(schema, options);

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public ILoggerProvider? Logs { get; init; }

    public ServiceProvider Services { get; private set; } = null!;

    public static JsonElement Json(string json) => JsonDocument.Parse(json).RootElement.Clone();

    public static JsonElement Person { get; } = Json("""{"type":"object","properties":{"name":{"type":"string"},"age":{"type":"integer"}},"required":["name","age"],"additionalProperties":false}""");

    public static GenerationRequest Ask(GenerationMode mode = GenerationMode.Prompt) => new() { Schema = Person, Text = "Ann is 41.", Mode = mode, Model = Remote };

    public StructuredGenerator Build()
    {
        var services = new ServiceCollection();
        services.AddSingleton(Time);
        if (Logs is not null) services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Logs));
        services.AddSingleton<IDefinitionStore, MemoryDefinitionStore>();
        services.AddSingleton<ITextModelProvider>(new FixedTextModels(new TextModel(Name, Chat, Capabilities)));
        services.AddSingleton<ITokenModelProvider>(new FixedTokenModels(Local));
        services.AddSingleton(provider => new ConstraintCache(provider.GetRequiredService<IOptions<StructGenOptions>>(), Compile ?? Any));
        services.AddStructGen(options =>
        {
            options.Transport.Delay = TimeSpan.FromMilliseconds(1);
            options.Transport.MaxDelay = TimeSpan.FromMilliseconds(50);
            Options(options);
        });
        Services = services.BuildServiceProvider();
        return Services.GetRequiredService<StructuredGenerator>();
    }

    /// <summary>A report without entries where the test does not speak of constraints.</summary>
    private static CompiledConstraint Any(JsonElement schema, Vocabulary vocabulary, ConstraintOptions options)
        => TestKit.Constraints.ChoiceConstraints.Of(vocabulary, "{}");
}
