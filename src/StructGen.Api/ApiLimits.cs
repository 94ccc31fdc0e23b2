using System.ComponentModel.DataAnnotations;

namespace StructGen.Api;

/// <summary>Bounds of the service, section <c>Limits</c> of the configuration.</summary>
public sealed class ApiLimits
{
    /// <summary>Most bytes of a request's body. Default: 8,000,000.</summary>
    [Range(1024, 1 << 30)]
    public int RequestBytes { get; set; } = 8_000_000;

    /// <summary>Time in which a request's body must have arrived. Default: 30 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00")]
    public TimeSpan BodyTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Fewest bytes a second at which a body must arrive, measured from its fifth second on. Default: 1,000.</summary>
    [Range(1, 1 << 30)]
    public int BodyBytesPerSecond { get; set; } = 1000;

    /// <summary>Nesting depth of a request's JSON. Default: 256, as deep as the engine reads schemas.</summary>
    [Range(16, 1000)]
    public int RequestDepth { get; set; } = Requests.RequestJson.DefaultDepth;

    /// <summary>Generations running or waiting at once; one more is answered with 429. Default: 32.</summary>
    [Range(1, 10_000)]
    public int Concurrency { get; set; } = 32;

    /// <summary>Time in which a client must take an event of a stream; then its connection is aborted and the generation stopped. Default: 30 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00")]
    public TimeSpan StreamWriteTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Seconds that requests in flight get to finish after SIGTERM. Default: 60.</summary>
    [Range(0, 3600)]
    public double DrainSeconds { get; set; } = 60;

    /// <summary>Answers that are kept for requests with an <c>Idempotency-Key</c>; 0 keeps none. Default: 1000.</summary>
    [Range(0, 1_000_000)]
    public int IdempotentAnswers { get; set; } = 1000;

    /// <summary>Most bytes of these answers together. Default: 67,108,864.</summary>
    [Range(0, 1 << 30)]
    public int IdempotentBytes { get; set; } = 64 << 20;

    /// <summary>How long such an answer is kept. Default: 1 hour.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00")]
    public TimeSpan IdempotentAge { get; set; } = TimeSpan.FromHours(1);
}
