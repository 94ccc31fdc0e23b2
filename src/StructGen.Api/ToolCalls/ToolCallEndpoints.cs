using StructGen.Api.OpenApi;
using StructGen.Api.Problems;
using StructGen.Api.Requests;
using StructGen.Generation;

namespace StructGen.Api.ToolCalls;

/// <summary><c>POST /v1/tool-calls</c>.</summary>
internal static class ToolCallEndpoints
{
    public static RouteGroupBuilder MapToolCalls(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/tool-calls").WithTags("Tool calls");
        group.MapPost("/", CallAsync)
            .WithName("callTools")
            .WithSummary("Lets the model choose and fill in a tool")
            .WithDescription("Answers with the calls that the model wants made, each with arguments that satisfy the tool's parameters. Nothing is executed.")
            .RequireRateLimiting(Concurrency.Policy)
            .Produces<ToolCallAnswer>()
            .WithExample("""{"input": "What is the weather in Lisbon tomorrow?", "tools": ["get_weather", "send_email"]}""")
            .ProducesProblems(400, 404, 408, 413, 422, 429, 502, 503, 504);
        return group;
    }

    private static async Task<IResult> CallAsync(RequestBody<ToolCallBody> body, StructuredGenerator generator, CancellationToken cancellationToken)
    {
        var result = await generator.CallToolsAsync(body.Value.ToRequest(), cancellationToken);
        return ProblemMapping.From(result) is { } problem ? TypedResults.Problem(problem.ToDetails()) : TypedResults.Ok(ToolCallAnswer.From(result));
    }
}
