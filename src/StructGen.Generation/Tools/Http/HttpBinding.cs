namespace StructGen.Generation.Tools.Http;

/// <summary>How a call of a tool becomes an HTTP request. Immutable.</summary>
/// <remarks>
/// <c>{name}</c> stands for an argument in <see cref="Url"/> (percent-encoded), <see cref="Query"/> and <see cref="Headers"/>. Arguments that stand nowhere
/// are the query of GET and DELETE, and the members of the JSON body otherwise.
/// </remarks>
public sealed record HttpBinding
{
    /// <summary><c>GET</c> (default), <c>POST</c>, <c>PUT</c>, <c>PATCH</c> or <c>DELETE</c>.</summary>
    public string? Method { get; init; }

    /// <summary>Absolute address; scheme, host and port are fixed, path and query may hold <c>{name}</c>.</summary>
    /// <example>https://api.example.com/v1/cities/{city}/forecast</example>
    public required string Url { get; init; }

    /// <summary>Headers; a value may hold <c>{name}</c> and <c>{secret:NAME}</c>, which is <c>Tools:Secrets:NAME</c> of the configuration. One that is only an absent argument is left out.</summary>
    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    /// <summary>Parameters of the query; a value may hold <c>{name}</c>. One that is only an absent argument is left out, one that is an array is repeated.</summary>
    public IReadOnlyDictionary<string, string>? Query { get; init; }

    /// <summary>The argument that is the whole body; null is an object of the arguments that stand nowhere else.</summary>
    public string? Body { get; init; }

    /// <summary>Seconds for one call, at most <c>Tools:Http:MaxTimeout</c>. Default: <c>Tools:Http:Timeout</c>.</summary>
    public double? TimeoutSeconds { get; init; }

    /// <summary>Most bytes of an answer, at most <c>Tools:Http:MaxResponseBytes</c>, which is the default.</summary>
    public int? MaxResponseBytes { get; init; }
}
