using Microsoft.AspNetCore.Http.HttpResults;
using StructGen.Api.Extractions;
using StructGen.Api.OpenApi;
using StructGen.Api.Problems;
using StructGen.Api.Requests;
using StructGen.Generation;
using StructGen.Generation.Requests;

namespace StructGen.Api.Prompts;

/// <summary><c>POST /v1/prompt</c> and <c>POST /v1/parse</c>: the two halves of prompt mode, for those who call the model themselves.</summary>
internal static class PromptEndpoints
{
    public static RouteGroupBuilder MapPrompts(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1").WithTags("Prompts");
        group.MapPost("/prompt", BuildAsync)
            .WithName("buildPrompt")
            .WithSummary("Builds the prompt that prompt mode would send")
            .WithDescription("Takes the body of `/v1/extract` and calls no model. Answers with `text` or with `messages`, as the layout says.")
            .ProducesProblems(400, 404, 408, 413, 422, 429)
            .WithExample("""{"schemaName": "contact", "text": "Please call Jane Roe at Initech, 555-0134."}""");
        group.MapPost("/parse", ParseAsync)
            .WithName("parseAnswer")
            .WithSummary("Parses and repairs a model's answer")
            .WithDescription("Answers 200 also when the answer is not valid: `errors` says why, `repairs` what was mended.")
            .ProducesProblems(400, 408, 413, 422, 429)
            .WithExample("""
                {
                  "schema": {"type": "object", "properties": {"name": {"type": "string"}}, "required": ["name"]},
                  "raw": "<json>{'name': 'Jane Roe',}</json>"
                }
                """);
        return group;
    }

    private static async Task<Ok<PromptAnswer>> BuildAsync(RequestBody<ExtractBody> body, StructuredGenerator generator, CancellationToken cancellationToken)
    {
        var prompt = await generator.BuildPromptAsync(body.Value.ToRequest(), cancellationToken);
        return TypedResults.Ok(new PromptAnswer(prompt.Text, prompt.Messages));
    }

    private static async Task<Ok<ParseResult>> ParseAsync(RequestBody<ParseBody> body, StructuredGenerator generator, CancellationToken cancellationToken)
        => TypedResults.Ok(await generator.ParseAnswerAsync(body.Value.ToRequest(), cancellationToken));
}
