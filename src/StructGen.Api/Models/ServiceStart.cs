namespace StructGen.Api.Models;

/// <summary>When the service started. Immutable.</summary>
internal sealed class ServiceStart(TimeProvider time)
{
    /// <summary>Seconds since 1970.</summary>
    public long UnixSeconds { get; } = time.GetUtcNow().ToUnixTimeSeconds();
}
