using System.Security.Cryptography;

namespace StructGen.Generation.Chats;

/// <summary>Identifiers of calls.</summary>
internal static class CallIds
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /// <summary><c>call_</c> and 24 random letters and digits.</summary>
    public static string Create() => "call_" + RandomNumberGenerator.GetString(Letters, 24);
}
