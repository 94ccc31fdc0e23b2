using Microsoft.Extensions.AI;

namespace StructGen.Generation.Models;

/// <summary>A model that takes messages and gives text.</summary>
/// <param name="Name"><c>provider/name</c>.</param>
/// <param name="Client">Its client, owned by the provider. Failures come as <see cref="ModelCallException"/> where the provider can tell them apart.</param>
/// <param name="Capabilities">What it can do.</param>
public sealed record TextModel(string Name, IChatClient Client, TextModelCapabilities Capabilities);
