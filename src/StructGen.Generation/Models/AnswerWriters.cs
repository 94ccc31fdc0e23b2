using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using StructGen.Constraints;
using StructGen.Generation.Decoding;
using StructGen.Generation.Planning;
using StructGen.Generation.Requests;
using StructGen.Generation.Retries;

namespace StructGen.Generation.Models;

/// <summary>Gives the writer of a plan's model. Safe to share between threads.</summary>
internal sealed class AnswerWriters(ModelCatalog models, ModelTransports transports)
{
    private readonly ConditionalWeakTable<ITokenModel, TokenDecoder> _decoders = [];

    /// <summary>The token model of a plan, loaded if need be; null where the model is remote.</summary>
    public ValueTask<ITokenModel?> FindLocalAsync(GenerationPlan plan, CancellationToken cancellationToken) => models.FindTokenModelAsync(plan.Model.Name, cancellationToken);

    /// <summary>A local model's writer.</summary>
    /// <param name="model">The model.</param>
    /// <param name="sampling">How tokens are chosen.</param>
    /// <param name="constraint">What may be written; null is anything.</param>
    public TokenAnswerWriter Local(ITokenModel model, SamplingOptions sampling, CompiledConstraint? constraint)
        => new TokenAnswerWriter(model, DecoderOf(model), constraint, sampling);

    /// <summary>The decoder of a local model, one a model.</summary>
    public TokenDecoder DecoderOf(ITokenModel model) => _decoders.GetValue(model, static model => new TokenDecoder(model));

    /// <summary>A remote model's writer that goes on with a conversation instead of a prompt of plain texts.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="conversation">The conversation as the provider shall see it.</param>
    /// <param name="configure">Adds a response format or tools.</param>
    public ConversationWriter Remote(GenerationPlan plan, IReadOnlyList<ChatMessage> conversation, Action<ChatOptions> configure)
        => new ConversationWriter(conversation, Remote(plan, configure));

    /// <summary>A remote model's writer.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="configure">Adds a response format or tools.</param>
    public ChatAnswerWriter Remote(GenerationPlan plan, Action<ChatOptions>? configure = null)
    {
        var model = models.FindTextModel(plan.Model.Name) ?? throw new ModelUnavailableException($"The model '{plan.Model.Name}' is no longer there.");
        var options = new ChatOptions
        {
            Temperature = plan.Sampling.Temperature,
            TopP = plan.Sampling.TopP,
            TopK = plan.Sampling.TopK,
            Seed = plan.Sampling.Seed,
            MaxOutputTokens = plan.Sampling.MaxTokens,
        };
        if (plan.Sampling.MinP is { } minP) options.AdditionalProperties = new() { ["min_p"] = minP };
        configure?.Invoke(options);
        return new ChatAnswerWriter(model.Client, transports.For(model.Name), options);
    }
}
