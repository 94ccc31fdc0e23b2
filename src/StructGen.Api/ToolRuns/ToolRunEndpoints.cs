using StructGen.Api.OpenApi;
using StructGen.Api.Problems;
using StructGen.Api.Requests;
using StructGen.Generation;

namespace StructGen.Api.ToolRuns;

/// <summary><c>POST /v1/tool-runs</c>.</summary>
internal static class ToolRunEndpoints
{
    private const string Example = """
        {
          "input": "Please call Jane Roe at Initech, 555-0134.",
          "toolChoice": "none",
          "answerSchema": {"type": "object", "properties": {"name": {"type": "string"}, "phone": {"type": "string"}}, "required": ["name"]}
        }
        """;

    public static RouteGroupBuilder MapToolRuns(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/tool-runs").WithTags("Tool runs");
        group.MapPost("/", RunAsync)
            .WithName("runTools")
            .WithSummary("Lets the model call tools, makes the calls, and goes on until it answers")
            .WithDescription("The tools are registered ones with an `http` binding. A call that fails is told to the model and does not fail the request. "
                + "The example calls no tool: calls are made once hosts are allowed (`Tools:Http:AllowedHosts`).")
            .RequireRateLimiting(Concurrency.Policy)
            .Produces<ToolRunAnswer>()
            .WithExample(Example)
            .ProducesProblems(400, 404, 408, 413, 422, 429, 502, 503, 504);
        return group;
    }

    private static async Task<IResult> RunAsync(RequestBody<ToolRunBody> body, StructuredGenerator generator, CancellationToken cancellationToken)
    {
        var result = await generator.RunToolsAsync(body.Value.ToRun(), cancellationToken);
        if (ProblemMapping.From(result.Last) is { } problem)
            return TypedResults.Problem((problem with { Steps = [.. result.Steps.Select(ToolRunTurn.From)] }).ToDetails());
        return TypedResults.Ok(ToolRunAnswer.From(result));
    }
}
