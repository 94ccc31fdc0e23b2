using StructGen.Constraints;
using StructGen.Generation.Decoding;
using StructGen.Generation.Requests;

namespace StructGen.Generation.Models;

/// <summary>Writes with a local model: under a constraint in grammar mode, freely in prompt mode.</summary>
internal sealed class TokenAnswerWriter(ITokenModel model, TokenDecoder decoder, CompiledConstraint? constraint, SamplingOptions sampling) : IAnswerWriter
{
    public async Task<WrittenAnswer> WriteAsync(IReadOnlyList<PromptMessage> messages, Action<string>? onText, CancellationToken cancellationToken)
    {
        var request = new DecodingRequest
        {
            Prompt = model.TokenizeChat(messages),
            Sampling = sampling,
            Matcher = constraint?.CreateMatcher(),
        };
        try
        {
            var answer = await decoder.DecodeAsync(request, onText, cancellationToken).ConfigureAwait(false);
            return new WrittenAnswer
            {
                Text = answer.Text,
                FinishReason = answer.FinishReason,
                Usage = answer.Usage,
                ClosedByBudget = answer.ClosedByBudget,
                ClosedFrom = answer.ClosedFrom,
                Repetitions = answer.Repetitions,
            };
        }
        catch (AnswerBudgetException fault)
        {
            throw new MalformedRequestException("/maxTokens", fault.Message);
        }
    }
}
