using StructGen.Constraints;

namespace StructGen.Generation.Streaming;

/// <summary>The list whose items are told one by one: the root, or the only array among the members of the root.</summary>
/// <param name="Member">The member; null where the root is the list.</param>
/// <param name="Items">Judges an item; what alternatives (<c>anyOf</c>, <c>oneOf</c>) say of it is left to the final validation.</param>
internal sealed record AnswerList(string? Member, SchemaValidator Items);
