namespace StructGen.Api.Telemetry;

/// <summary>What is told about the service's work, section <c>Telemetry</c> of the configuration.</summary>
public sealed class TelemetryOptions
{
    /// <summary>Whether prompts and answers go to the log, at level Information: documents of users. Default: false.</summary>
    public bool LogContent { get; set; }

    /// <summary>Whether <c>GET /metrics</c> answers in Prometheus' form, to callers with the scope <c>admin</c> and to this machine. Default: false.</summary>
    public bool Prometheus { get; set; }
}
