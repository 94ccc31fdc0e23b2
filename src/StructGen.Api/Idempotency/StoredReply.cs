namespace StructGen.Api.Idempotency;

/// <summary>An answer that was given and can be given again.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="ContentType">Media type of the body.</param>
/// <param name="Body">The body.</param>
internal sealed record StoredReply(int Status, string? ContentType, byte[] Body);
