using StructGen.Generation.Requests;

namespace StructGen.Api.Requests;

/// <summary>A chat message.</summary>
public sealed record MessageBody
{
    /// <summary><c>system</c>, <c>user</c> or <c>assistant</c>.</summary>
    /// <example>user</example>
    public required string Role { get; init; }

    /// <summary>Its text.</summary>
    /// <example>Please call Jane Roe at Initech, 555-0134.</example>
    public required string Content { get; init; }

    internal PromptMessage ToMessage() => new(Role, Content);
}
