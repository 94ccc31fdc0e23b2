using System.Security.Cryptography;
using System.Text.Json;

namespace StructGen.Generation.Catalogs;

/// <summary>Names a JSON document by its content: SHA-256 of its text without white space, members in the order written (order decides how answers are written).</summary>
internal static class ContentHash
{
    public static string Of(JsonElement document) => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(document)));
}
