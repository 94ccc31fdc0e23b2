using Microsoft.Extensions.Options;
using StructGen.Api.Chat.Errors;
using StructGen.Api.Chat.Wire;
using StructGen.Api.OpenApi;
using StructGen.Api.Problems;
using StructGen.Api.Requests;
using StructGen.Generation;
using StructGen.Generation.Models;

namespace StructGen.Api.Chat;

/// <summary><c>POST /v1/chat/completions</c>: what OpenAI's clients speak.</summary>
internal static class ChatEndpoints
{
    private const string Example = """
        {
          "messages": [{"role": "user", "content": "Please call Jane Roe at Initech, 555-0134."}],
          "response_format": {
            "type": "json_schema",
            "json_schema": {
              "name": "caller",
              "strict": true,
              "schema": {
                "type": "object",
                "properties": {"name": {"type": "string"}, "phone": {"type": "string"}},
                "required": ["name", "phone"],
                "additionalProperties": false
              }
            }
          }
        }
        """;

    public static RouteGroupBuilder MapChat(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/chat").WithTags("Chat");
        group.MapPost("/completions", CompleteAsync)
            .WithName("createChatCompletion")
            .WithSummary("Goes on with a conversation, as OpenAI's service does")
            .WithDescription("Answers in words, in data that satisfies `response_format`, or with calls whose arguments satisfy the tool's parameters. With `stream` the answer comes as server-sent events. Members that are not known are ignored.")
            .RequireRateLimiting(Concurrency.Policy)
            .Produces<ChatCompletion>()
            .WithMetadata(new EventStreamMetadata("ChatEvent", "One chunk of the answer; the stream ends with `[DONE]`.", [("", typeof(ChatChunk))]))
            .WithExample(Example)
            .ProducesChatErrors(400, 404, 408, 413, 415, 429, 500, 502, 503, 504);
        return group;
    }

    private static async Task<IResult> CompleteAsync(
        RequestBody<ChatBody> body,
        StructuredGenerator generator,
        ModelCatalog models,
        IOptions<ChatSettings> settings,
        TimeProvider time,
        ILogger<ProblemHandler> logger,
        CancellationToken cancellationToken)
    {
        var exchange = new ChatExchange(body.Value, generator, settings.Value, models.Describe(body.Value.Model).Name, time);
        return body.Value.Stream == true
            ? new ChatStream(exchange, time, logger)
            : TypedResults.Json(await ChatReplies.CompleteAsync(exchange, cancellationToken), ApiJson.Wire.ChatCompletion);
    }
}
