namespace StructGen.Constraints.Schemas;

/// <summary>A reference that waits for all places to be known.</summary>
/// <param name="Node">The schema that refers.</param>
/// <param name="Keyword"><c>$ref</c>, <c>$dynamicRef</c> or <c>$recursiveRef</c>.</param>
/// <param name="Text">The reference as written.</param>
/// <param name="Scope">The resource whose URI is the base.</param>
internal sealed record PendingReference(SchemaNode Node, string Keyword, string Text, SchemaScope Scope);
