namespace StructGen.Api.OpenApi;

/// <summary>Says that an endpoint also answers with server-sent events.</summary>
/// <param name="Component">Name of the component that describes one event.</param>
/// <param name="Description">What the client reads, and how the stream ends.</param>
/// <param name="Events">The events by name, each with the type of its data; a single event without a name is just its data.</param>
internal sealed record EventStreamMetadata(string Component, string Description, IReadOnlyList<(string Name, Type Data)> Events);
