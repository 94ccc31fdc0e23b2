using System.Diagnostics;
using StructGen.Generation.Models;
using StructGen.Generation.Planning;

namespace StructGen.Generation.Telemetry;

/// <summary>One call of a model as a span and as measurements, in the words of OpenTelemetry's semantic conventions for generative AI. One owner.</summary>
/// <remarks>Source: https://opentelemetry.io/docs/specs/semconv/gen-ai/ (gen-ai-spans, gen-ai-metrics). Content is never among the attributes.</remarks>
internal sealed class ModelCall : IDisposable
{
    private readonly GenerationPlan _plan;
    private readonly TimeProvider _time;
    private readonly long _started;
    private readonly Activity? _span;
    private string? _error;

    private ModelCall(GenerationPlan plan, TimeProvider time)
    {
        _plan = plan;
        _time = time;
        _started = time.GetTimestamp();
        if (!StructGenMeter.Activities.HasListeners()) return;
        _span = StructGenMeter.Activities.StartActivity($"chat {plan.Model.Name}", ActivityKind.Client);
        _span?.SetTag("gen_ai.operation.name", "chat")
            .SetTag("gen_ai.provider.name", plan.Model.Provider)
            .SetTag("gen_ai.request.model", plan.Model.Name)
            .SetTag("gen_ai.request.temperature", plan.Sampling.Temperature)
            .SetTag("gen_ai.request.max_tokens", plan.Sampling.MaxTokens)
            .SetTag("gen_ai.output.type", "json");
    }

    /// <summary>Begins a call; disposing ends it.</summary>
    public static ModelCall Begin(GenerationPlan plan, TimeProvider time) => new(plan, time);

    /// <summary>The model has answered.</summary>
    public void Answered(WrittenAnswer answer)
    {
        _span?.SetTag("gen_ai.response.model", _plan.Model.Name)
            .SetTag("gen_ai.response.finish_reasons", new[] { answer.FinishReason })
            .SetTag("gen_ai.usage.input_tokens", answer.Usage.PromptTokens)
            .SetTag("gen_ai.usage.output_tokens", answer.Usage.CompletionTokens);
        StructGenMeter.CallTokens.Record(answer.Usage.PromptTokens, Tags("input"));
        StructGenMeter.CallTokens.Record(answer.Usage.CompletionTokens, Tags("output"));
    }

    /// <summary>The call came to nothing.</summary>
    public void Failed(Exception exception)
    {
        _error = exception switch
        {
            OperationCanceledException => "cancelled",
            OverloadedException => "overloaded",
            RequestRejectedException => "provider-rejected",
            ModelUnavailableException or ModelCallException => "model-unavailable",
            ContextExceededException => "context-exceeded",
            _ => exception.GetType().FullName,
        };
        _span?.SetTag("error.type", _error).SetStatus(ActivityStatusCode.Error);
    }

    public void Dispose()
    {
        var tags = Tags(null);
        if (_error is not null) tags.Add("error.type", _error);
        StructGenMeter.CallDuration.Record(_time.GetElapsedTime(_started).TotalSeconds, tags);
        _span?.Dispose();
    }

    private TagList Tags(string? tokens)
    {
        TagList tags = [new("gen_ai.operation.name", "chat"), new("gen_ai.provider.name", _plan.Model.Provider), new("gen_ai.request.model", _plan.Model.Name)];
        if (tokens is not null) tags.Add("gen_ai.token.type", tokens);
        return tags;
    }
}
