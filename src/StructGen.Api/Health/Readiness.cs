using System.Text.Json.Serialization;

namespace StructGen.Api.Health;

/// <summary>What the service needs, each <c>ok</c> or what is wrong.</summary>
/// <param name="Model">A model to answer with.</param>
/// <param name="Store">The store of schemas and tools.</param>
public sealed record Readiness(string Model, string Store)
{
    /// <summary>Whether everything is there.</summary>
    [JsonIgnore]
    public bool IsReady => Model == "ok" && Store == "ok";
}
