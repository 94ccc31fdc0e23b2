namespace StructGen.Api.Access;

/// <summary>What a caller may do. A scope allows just what it says: <see cref="Admin"/> does not hold the others.</summary>
internal static class Scope
{
    /// <summary>Extraction, prompts and parsing.</summary>
    public const string Extract = "extract";

    /// <summary>Tool calls.</summary>
    public const string Tools = "tools";

    /// <summary>Chat completions.</summary>
    public const string Chat = "chat";

    /// <summary>Reading and checking schemas and tools.</summary>
    public const string RegistryRead = "registry:read";

    /// <summary>Changing schemas and tools.</summary>
    public const string RegistryWrite = "registry:write";

    /// <summary>Keys and metrics.</summary>
    public const string Admin = "admin";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Extract, Tools, Chat, RegistryRead, RegistryWrite, Admin];

    /// <summary>The scopes of a list with blanks between (RFC 6749, 3.3).</summary>
    public static IReadOnlyList<string> Split(string list) => list.Split((char[])[' ', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
