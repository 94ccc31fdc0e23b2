using System.Buffers.Binary;
using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using StructGen.Generation.Models;
using StructGen.LLamaSharp.Files;
using StructGen.TestKit.Gguf;

namespace StructGen.LLamaSharp.Tests.Files;

public sealed class HostileFileTests(TinyModelFile file) : IClassFixture<TinyModelFile>
{
    public static TheoryData<string> Names => [.. HostileModels.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Load_HostileFile_IsRefusedWithTheReasonAndListedWithIt(string name)
    {
        using var own = new TinyModelFile();
        var (content, reason) = HostileModels.All[name];
        own.Write($"{name}.gguf", content);
        using var models = new GgufModels(Options.Create(new LLamaSharpOptions { Path = own.Folder, Threads = 1 }), NullLogger<GgufModels>.Instance);
        var exception = await Assert.ThrowsAsync<ModelUnavailableException>(async () => await models.FindAsync(name, default));
        Assert.StartsWith($"Model file '{name}.gguf' cannot be used: ", exception.Message, StringComparison.Ordinal);
        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(own.Folder, exception.Message, StringComparison.Ordinal);
        var unusable = Assert.Single(models.Unusable());
        Assert.Equal((name, exception.Message), (unusable.Name, unusable.Reason));
        Assert.Equal(exception.Message, models.Fault(name));
        Assert.DoesNotContain(models.List(), model => model.Name == name);
        Assert.NotNull(await models.FindAsync("tiny", default));
    }

    [Fact]
    public void Read_BundledModelAndTinyModel_Pass()
    {
        foreach (var path in (string[])[BundledModel.Path, file.Path])
        {
            var watch = Stopwatch.StartNew();
            var header = GgufHeader.Read(path);
            var head = watch.Elapsed;
            WeightScan.Check(path, header, default);
            TestContext.Current.TestOutputHelper?.WriteLine($"{Path.GetFileName(path)}: head {head.TotalMilliseconds:F0} ms, weights {(watch.Elapsed - head).TotalMilliseconds:F0} ms");
        }
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(0x7F800000u)]
    [InlineData(0x7FC00001u)]
    public void Check_OneValueOfTheBundledModel_IsFoundInAnyTensor(uint scale)
    {
        // Each quantised block of the copy begins with its scale; one that is not finite is found wherever it stands, zero is fine.
        var header = GgufHeader.Read(BundledModel.Path);
        var path = Path.Combine(file.Folder, "damaged.gguf");
        File.Copy(BundledModel.Path, path, overwrite: true);
        foreach (var tensor in (GgufTensor[])[header.Tensors[0], header.Tensors[header.Tensors.Count / 2], header.Tensors[^1]])
        {
            var isSingle = tensor.Type == 0;
            var at = (long)(tensor.Start + tensor.ByteCount) - (isSingle ? 4 : 22);
            using var copy = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
            var old = new byte[isSingle ? 4 : 2];
            copy.Position = at;
            copy.ReadExactly(old);
            var changed = new byte[4];
            if (isSingle) BinaryPrimitives.WriteUInt32LittleEndian(changed, scale);
            else BinaryPrimitives.WriteHalfLittleEndian(changed, (Half)BitConverter.UInt32BitsToSingle(scale));
            copy.Position = at;
            copy.Write(changed, 0, old.Length);
            copy.Flush();
            if (scale == 0) WeightScan.Check(path, header, default);
            else Assert.Contains(tensor.Name, Assert.Throws<InvalidDataException>(() => WeightScan.Check(path, header, default)).Message, StringComparison.Ordinal);
            copy.Position = at;
            copy.Write(old);
        }
    }

    [Fact]
    public async Task Load_PipeDeviceAndFolder_AreRefusedWithoutWaiting()
    {
        if (!OperatingSystem.IsLinux()) return;
        using var own = new TinyModelFile();
        using (var made = Process.Start("mkfifo", Path.Combine(own.Folder, "pipe.gguf"))) await made.WaitForExitAsync();
        File.CreateSymbolicLink(Path.Combine(own.Folder, "zero.gguf"), "/dev/zero");
        Directory.CreateDirectory(Path.Combine(own.Folder, "folder.gguf"));
        using var models = new GgufModels(Options.Create(new LLamaSharpOptions { Path = own.Folder, Threads = 1 }), NullLogger<GgufModels>.Instance);
        Assert.Equal(["pipe", "zero"], models.Unusable().Select(model => model.Name));
        foreach (var (name, kind) in (ValueTuple<string, string>[])[("pipe", "a named pipe"), ("zero", "a device"), ("folder", "a folder")])
        {
            var load = TinyModelFile.LoadAsync(Path.Combine(own.Folder, $"{name}.gguf"));
            Assert.Same(load, await Task.WhenAny(load, Task.Delay(TimeSpan.FromMinutes(2))));
            Assert.Contains($"it is {kind}, not a file", (await Assert.ThrowsAsync<ModelUnavailableException>(() => load)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Read_AnyWordOfTheHeadChanged_IsReadOrRefusedAndNeverThrowsAnythingElse()
    {
        var whole = new TinyModel().ToArray();
        var random = new Random(7);
        uint[] values = [0, 1, 2, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF];
        var refused = 0;
        for (var round = 0; round < 3000; round++)
        {
            var content = whole.ToArray();
            var at = random.Next(4, 14_000);
            BinaryPrimitives.WriteUInt32LittleEndian(content.AsSpan(at), values[random.Next(values.Length)]);
            var path = file.Write("changed.gguf", content);
            try
            {
                WeightScan.Check(path, GgufHeader.Read(path), default);
            }
            catch (InvalidDataException)
            {
                refused++;
            }
        }

        File.Delete(Path.Combine(file.Folder, "changed.gguf"));
        Assert.True(refused > 300, $"{refused} of 3000 refused");
    }
}
