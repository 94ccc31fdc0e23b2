using Microsoft.OpenApi;

namespace StructGen.Api.OpenApi;

/// <summary>The request headers that the document describes once and operations refer to.</summary>
internal static class DocumentParameters
{
    public const string IdempotencyKey = "Idempotency-Key";
    public const string IfMatch = "If-Match";
    public const string IfNoneMatch = "If-None-Match";

    public static IDictionary<string, IOpenApiParameter> All => new Dictionary<string, IOpenApiParameter>
    {
        [IdempotencyKey] = Header(
            IdempotencyKey, "1 to 255 visible ASCII characters. A repetition of the request with the same key gets the first answer instead of a new one."),
        [IfMatch] = Header(IfMatch, "One ETag or `*`: the change is made only if the newest version has that hash, or if the name exists."),
        [IfNoneMatch] = Header(IfNoneMatch, "ETags of a GET: 304 if the newest version has one of them. `*` of a PUT: only if the name is new."),
    };

    /// <summary>Refers to a header in an operation.</summary>
    public static void Add(OpenApiOperation operation, string name, OpenApiDocument? document)
        => (operation.Parameters ??= []).Add(new OpenApiParameterReference(name, document));

    private static OpenApiParameter Header(string name, string description)
        => new()
        {
            Name = name,
            In = ParameterLocation.Header,
            Description = description,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        };
}
