namespace StructGen.Generation.Chats;

/// <summary>A call that the model wants made.</summary>
/// <param name="Id"><c>call_</c> and 24 random letters and digits.</param>
/// <param name="Name">The tool.</param>
/// <param name="Arguments">The JSON of an object that satisfies the tool's parameters, as it was written.</param>
public sealed record ChatCall(string Id, string Name, string Arguments);
