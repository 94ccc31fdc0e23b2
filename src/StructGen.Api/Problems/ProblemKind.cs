namespace StructGen.Api.Problems;

/// <summary>One way in which a request can fail: the stable code that clients switch on, its HTTP status and its title.</summary>
/// <param name="Code">Last part of the problem's <c>type</c> URI.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="Title">The same sentence every time; what is particular stands in the detail.</param>
internal sealed record ProblemKind(string Code, int Status, string Title)
{
    public static readonly ProblemKind MalformedRequest = new("malformed-request", 400, "The request cannot be read.");
    public static readonly ProblemKind Unauthenticated = new("unauthenticated", 401, "The service must know who asks.");
    public static readonly ProblemKind Forbidden = new("forbidden", 403, "The caller may not do this.");
    public static readonly ProblemKind NotFound = new("not-found", 404, "There is nothing at this address.");
    public static readonly ProblemKind UnknownSchema = new("unknown-schema", 404, "There is no schema of this name.");
    public static readonly ProblemKind UnknownTool = new("unknown-tool", 404, "There is no tool of this name.");
    public static readonly ProblemKind UnknownModel = new("unknown-model", 404, "There is no model of this name.");
    public static readonly ProblemKind UnknownKey = new("unknown-key", 404, "There is no API key of this identifier.");
    public static readonly ProblemKind MethodNotAllowed = new("method-not-allowed", 405, "This address does not take this method.");
    public static readonly ProblemKind BodyTimeout = new("body-timeout", 408, "The body did not arrive in time.");
    public static readonly ProblemKind VersionConflict = new("version-conflict", 409, "Somebody changed it in between.");
    public static readonly ProblemKind IncompatibleSchema = new("incompatible-schema", 409, "The schema is not compatible with the version before it.");
    public static readonly ProblemKind RequestTooLarge = new("request-too-large", 413, "The request is too large.");
    public static readonly ProblemKind ContextExceeded = new("context-exceeded", 413, "Schema and text do not fit the model's context.");
    public static readonly ProblemKind UnsupportedMediaType = new("unsupported-media-type", 415, "The body must be JSON.");
    public static readonly ProblemKind InvalidSchema = new("invalid-schema", 422, "The schema is not a valid JSON Schema.");
    public static readonly ProblemKind UnsupportedKeyword = new("unsupported-keyword", 422, "The schema uses a keyword that cannot be enforced.");
    public static readonly ProblemKind UnsatisfiableSchema = new("unsatisfiable-schema", 422, "No value can satisfy the schema.");
    public static readonly ProblemKind LimitExceeded = new("limit-exceeded", 422, "The schema passes a limit.");
    public static readonly ProblemKind Inexpressible = new("inexpressible", 422, "The request cannot be expressed in the form that was asked for.");
    public static readonly ProblemKind AbsentValue = new("absent-value", 422, "The text does not hold a value that must be there.");
    public static readonly ProblemKind IdempotencyConflict = new("idempotency-conflict", 422, "The idempotency key was used for another request.");
    public static readonly ProblemKind ProviderRejected = new("provider-rejected", 400, "The model's provider refused the request.");
    public static readonly ProblemKind RateLimited = new("rate-limited", 429, "The caller asks too often.");
    public static readonly ProblemKind BudgetExceeded = new("budget-exceeded", 429, "The caller has used its tokens of the day.");
    public static readonly ProblemKind Overloaded = new("overloaded", 429, "Too many requests are being answered.");
    public static readonly ProblemKind Internal = new("internal-error", 500, "Internal error.");
    public static readonly ProblemKind InvalidAnswer = new("invalid-answer", 502, "The model's answer is not valid.");
    public static readonly ProblemKind AmbiguousAnswer = new("ambiguous-answer", 502, "The model's answer can be read in two ways.");
    public static readonly ProblemKind Truncated = new("truncated", 502, "The model's answer was cut off by the token limit.");
    public static readonly ProblemKind Refused = new("refused", 502, "The model declined to answer.");
    public static readonly ProblemKind EmptyAnswer = new("empty-answer", 502, "The model wrote nothing.");
    public static readonly ProblemKind ModelUnavailable = new("model-unavailable", 503, "The model cannot be used.");
    public static readonly ProblemKind StoreUnavailable = new("store-unavailable", 503, "The store of schemas and tools cannot be reached.");
    public static readonly ProblemKind Draining = new("draining", 503, "The service is ending.");
    public static readonly ProblemKind Timeout = new("timeout", 504, "The time for this request ran out.");

    /// <summary>The <c>type</c> member of the problem.</summary>
    public string Type => $"urn:structgen:problem:{Code}";
}
