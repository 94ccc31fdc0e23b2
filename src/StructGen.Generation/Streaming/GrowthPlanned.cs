using StructGen.Generation.Requests;

namespace StructGen.Generation.Streaming;

/// <summary>The stream's own first event, never told outside: how the answer's growth is to be told.</summary>
/// <param name="Plan">The plan.</param>
internal sealed record GrowthPlanned(GrowthPlan Plan) : GenerationEvent;
