using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using StructGen.Api;

namespace StructGen.Cli.Outputs;

/// <summary>JSON on standard output: one line on a pipe, indented on a terminal, always UTF-8 without escapes.</summary>
internal static class JsonOutput
{
    private static readonly JsonWriterOptions Line = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Whether a person looks at standard output.</summary>
    public static bool IsTerminal { get; } = !Console.IsOutputRedirected;

    /// <summary>Writes a value as the service would.</summary>
    public static void Write<T>(T value, Func<ApiJson, JsonTypeInfo<T>> type)
        => Write(JsonSerializer.SerializeToUtf8Bytes(value, type(IsTerminal ? ApiJson.Indented : ApiJson.Wire)));

    /// <summary>Writes a value on one line.</summary>
    public static void WriteLine<T>(T value, JsonTypeInfo<T> type)
    {
        var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, Line))
            JsonSerializer.Serialize(writer, value, type);
        Write(bytes.ToArray());
    }

    /// <summary>Writes text as it is.</summary>
    public static void WriteText(string text) => Write(Encoding.UTF8.GetBytes(text));

    private static void Write(byte[] utf8)
    {
        using var output = Console.OpenStandardOutput();
        output.Write(utf8);
        output.WriteByte((byte)'\n');
        output.Flush();
    }
}
