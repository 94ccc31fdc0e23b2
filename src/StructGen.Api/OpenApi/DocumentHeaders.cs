using Microsoft.OpenApi;

namespace StructGen.Api.OpenApi;

/// <summary>The response headers that the document describes once and operations refer to.</summary>
internal static class DocumentHeaders
{
    public const string RequestId = "x-request-id";
    public const string RetryAfter = "Retry-After";
    public const string EntityTag = "ETag";
    public const string Location = "Location";
    public const string Challenge = "WWW-Authenticate";
    public const string Replayed = "Idempotent-Replayed";
    public const string ShouldRetry = "x-should-retry";

    public static IDictionary<string, IOpenApiHeader> All => new Dictionary<string, IOpenApiHeader>
    {
        [RequestId] = Header(
            JsonSchemaType.String, "Identifies the request in the service's log; the request's own `x-request-id` where it has one."),
        [RetryAfter] = Header(JsonSchemaType.Integer, "Seconds after which to try again."),
        [EntityTag] = Header(JsonSchemaType.String, "Hash of the definition in double quotes, for `If-Match` and `If-None-Match`."),
        [Location] = Header(JsonSchemaType.String, "Address of what was created."),
        [Challenge] = Header(JsonSchemaType.String, "`Bearer`, with the reason (RFC 6750)."),
        [Replayed] = Header(JsonSchemaType.String, "`true` where the answer is that of an earlier request with the same `Idempotency-Key`."),
        [ShouldRetry] = Header(JsonSchemaType.String, "`false` where the same request would fail again; OpenAI's clients heed it."),
    };

    /// <summary>Refers to a header in a response.</summary>
    public static void Add(IOpenApiResponse response, string name, OpenApiDocument? document)
    {
        if (response is not OpenApiResponse own) return;
        own.Headers ??= new Dictionary<string, IOpenApiHeader>();
        own.Headers[name] = new OpenApiHeaderReference(name, document);
    }

    private static OpenApiHeader Header(JsonSchemaType type, string description)
        => new() { Description = description, Schema = new OpenApiSchema { Type = type } };
}
