using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace StructGen.Api.Access.Keys;

/// <summary>A key: <c>sg_</c> and 256 random bits in base64url. Only its SHA-256 is kept.</summary>
/// <remarks>
/// A password is hashed slowly and with salt because it can be guessed. 256 random bits cannot: whoever stole the hashes would have to try 2^255 keys, so a
/// fast hash without salt loses nothing, and requests do not wait for it.
/// </remarks>
internal static class ApiKey
{
    private const string Mark = "sg_";
    private const int RandomBytes = 32;
    private const int PrefixLength = 11;

    /// <summary>A new key in clear.</summary>
    public static string Create() => Mark + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes));

    /// <summary>The part by which people and the store tell keys apart: 48 of the 256 bits.</summary>
    public static string PrefixOf(string key) => key.Length > PrefixLength ? key[..PrefixLength] : key;

    /// <summary>The key's SHA-256, lower-case hexadecimal.</summary>
    public static string HashOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    /// <summary>Whether two hashes are the same, in a time that does not tell where they differ.</summary>
    public static bool AreSame(string hash, string other) => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(hash), Encoding.ASCII.GetBytes(other));

    /// <summary>Whether a text has the form of a hash.</summary>
    public static bool IsHash(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigit);
}
