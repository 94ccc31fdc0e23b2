using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;

namespace StructGen.Api.Registries;

/// <summary>Names a document by its content: two texts that differ in white space only have one hash.</summary>
internal static class DocumentHash
{
    /// <summary>SHA-256 of the JSON without white space, lower-case hexadecimal.</summary>
    public static string Of(JsonElement document)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
            document.WriteTo(writer);
        return Convert.ToHexStringLower(SHA256.HashData(buffer.WrittenSpan));
    }
}
