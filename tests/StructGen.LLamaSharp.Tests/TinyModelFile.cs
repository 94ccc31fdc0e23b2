using Microsoft.Extensions.Logging.Abstractions;
using StructGen.TestKit.Gguf;

namespace StructGen.LLamaSharp.Tests;

/// <summary>A folder with the tiny model in it; gone after the tests.</summary>
public sealed class TinyModelFile : IDisposable
{
    public TinyModelFile()
    {
        Folder = Directory.CreateTempSubdirectory("structgen-models-").FullName;
        Path = System.IO.Path.Combine(Folder, "tiny.gguf");
        new TinyModel().WriteTo(Path);
    }

    public string Folder { get; }

    public string Path { get; }

    public static Task<LLamaSharpModel> LoadAsync(string path, LLamaSharpOptions? options = null)
        => LLamaSharpModel.LoadAsync(path, options ?? new LLamaSharpOptions { Threads = 1 }, NullLogger.Instance);

    public Task<LLamaSharpModel> LoadAsync(LLamaSharpOptions? options = null) => LoadAsync(Path, options);

    public string Write(string name, byte[] content)
    {
        var path = System.IO.Path.Combine(Folder, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
