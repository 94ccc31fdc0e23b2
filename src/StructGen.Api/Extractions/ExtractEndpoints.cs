using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.Options;
using StructGen.Api.OpenApi;
using StructGen.Api.Problems;
using StructGen.Api.Requests;
using StructGen.Generation;
using StructGen.Generation.Requests;

namespace StructGen.Api.Extractions;

/// <summary><c>POST /v1/extract</c>.</summary>
internal static class ExtractEndpoints
{
    private const string Example = """
        {
          "schema": {
            "type": "object",
            "properties": {"name": {"type": "string"}, "company": {"type": "string"}, "phone": {"type": "string"}},
            "required": ["name"]
          },
          "text": "Please call Jane Roe at Initech, 555-0134."
        }
        """;

    private static readonly EventStreamMetadata Events = new(
        "ExtractEvent",
        "One server-sent event. The stream ends with `result` or `error`; `partial` and `item` come where the member `stream` asks for them.",
        [
            ("delta", typeof(DeltaEvent)),
            ("attempt", typeof(GenerationAttempt)),
            ("partial", typeof(PartialEvent)),
            ("item", typeof(ItemEvent)),
            ("result", typeof(ExtractAnswer)),
            ("error", typeof(ProblemDetails)),
        ]);

    public static RouteGroupBuilder MapExtractions(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/extract").WithTags("Extractions");
        group.MapPost("/", ExtractAsync)
            .WithName("extract")
            .WithSummary("Extracts data from a text")
            .WithDescription("Answers with data that satisfies the schema. With `Accept: text/event-stream` the answer comes as server-sent events: `delta`, `attempt`, with the member `stream` also `partial` and `item`, then one `result` or `error`.")
            .RequireRateLimiting(Concurrency.Policy)
            .Produces<ExtractAnswer>()
            .WithMetadata(Events)
            .WithExample(Example)
            .ProducesProblems(400, 404, 408, 413, 422, 429, 502, 503, 504);
        return group;
    }

    private static async Task<IResult> ExtractAsync(
        RequestBody<ExtractBody> body, StructuredGenerator generator, HttpContext http, IOptions<ApiLimits> limits, TimeProvider time, ILogger<ProblemHandler> logger, CancellationToken cancellationToken)
    {
        var request = body.Value.ToRequest();
        if (http.Request.GetTypedHeaders().Accept.Any(type => type.MediaType == "text/event-stream"))
        {
            var watch = new WriteWatch(limits.Value.StreamWriteTimeout, http.Abort, time);
            http.Response.RegisterForDispose(watch);
            if (http.Features.Get<IHttpMinResponseDataRateFeature>() is { } rate) rate.MinDataRate = null; // the watch decides instead
            return await ExtractStream.OpenAsync(generator.ExtractStreamingAsync(request, cancellationToken), watch, logger, cancellationToken);
        }

        var result = await generator.ExtractAsync(request, cancellationToken);
        return ProblemMapping.From(result) is { } problem ? TypedResults.Problem(problem.ToDetails()) : TypedResults.Ok(ExtractAnswer.From(result));
    }
}
