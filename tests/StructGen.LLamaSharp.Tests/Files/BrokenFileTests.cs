using System.Buffers.Binary;
using StructGen.Generation.Models;
using StructGen.TestKit.Gguf;

namespace StructGen.LLamaSharp.Tests.Files;

public sealed class BrokenFileTests(TinyModelFile file) : IClassFixture<TinyModelFile>
{
    private static readonly byte[] Whole = new TinyModel().ToArray();

    public static TheoryData<string, byte[], string> Broken => new()
    {
        { "empty", [], "empty" },
        { "short", "GGUF"u8.ToArray(), "not a GGUF file" },
        { "magic", [.. "GGML"u8, .. Whole[4..]], "wrong magic" },
        { "text", "<html>404 not found, this is no model at all</html>"u8.ToArray(), "not a GGUF file" },
        { "version", [.. Whole[..4], 9, 0, 0, 0, .. Whole[8..]], "version is 9" },
        { "bigendian", [.. Whole[..4], 0, 0, 0, 3, .. Whole[8..]], "big-endian" },
        { "keys", [.. Whole[..16], 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, .. Whole[24..]], "metadata keys" },
        { "header", Whole[..200], "truncated" },
        { "weights", Whole[..(Whole.Length / 2)], "truncated" },
        { "lastbyte", Whole[..^32], "truncated" },
        { "garbage", [.. Whole[..24], .. Enumerable.Repeat((byte)0xA5, 4000)], "truncated" },
        { "bare", new GgufWriter().Add("general.architecture", "llama").ToArray(), "context_length" },
        { "anonymous", new GgufWriter().Add("a", 1u).ToArray(), "architecture" },
        { "part", new GgufWriter().Add("general.architecture", "llama").Add("split.count", 3u).ToArray(), "split" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task Load_BrokenFile_SaysWhichAndWhyWithoutThePath(string name, byte[] content, string expected)
    {
        var path = file.Write($"{name}.gguf", content);
        var exception = await Assert.ThrowsAsync<ModelUnavailableException>(() => TinyModelFile.LoadAsync(path));
        Assert.Contains($"'{name}.gguf'", exception.Message, StringComparison.Ordinal);
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(file.Folder, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Load_NoSuchFile_SaysSo()
    {
        var exception = await Assert.ThrowsAsync<ModelUnavailableException>(() => TinyModelFile.LoadAsync(Path.Combine(file.Folder, "gone.gguf")));
        Assert.Contains("'gone.gguf' cannot be used: there is no such file", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Load_ArchitectureThatLlamaCppDoesNotKnow_GivesItsOwnReason()
    {
        var path = file.Write("strange.gguf", new TinyModel { Architecture = "strange" }.ToArray());
        var exception = await Assert.ThrowsAsync<ModelUnavailableException>(() => TinyModelFile.LoadAsync(path));
        Assert.Contains("unknown model architecture", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(file.Folder, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Load_TensorBeyondTheFile_IsToldBeforeNativeCodeSeesIt()
    {
        // The offset of the last tensor lies 8 bytes before its data's padding; any huge one will do.
        var content = Whole.ToArray();
        var name = content.AsSpan().LastIndexOf("ffn_down.weight"u8);
        BinaryPrimitives.WriteUInt64LittleEndian(content.AsSpan(name + 15 + 4 + 16 + 4), ulong.MaxValue - 100);
        var path = file.Write("offset.gguf", content);
        var exception = await Assert.ThrowsAsync<ModelUnavailableException>(() => TinyModelFile.LoadAsync(path));
        Assert.Contains("does not begin at a multiple of", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Load_EveryTruncation_IsRefusedAndNothingCrashes()
    {
        for (var length = 1; length < Whole.Length; length += length < 12_000 ? 97 : 40_009)
        {
            var path = file.Write("cut.gguf", Whole[..length]);
            await Assert.ThrowsAsync<ModelUnavailableException>(() => TinyModelFile.LoadAsync(path));
        }
    }
}
