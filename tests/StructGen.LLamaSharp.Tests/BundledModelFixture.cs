namespace StructGen.LLamaSharp.Tests;

/// <summary>The bundled model, loaded once for a class of tests.</summary>
public sealed class BundledModelFixture : IAsyncLifetime
{
    public LLamaSharpModel Model { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Model = await TinyModelFile.LoadAsync(BundledModel.Path, new LLamaSharpOptions { ContextLength = 4096 });

    public ValueTask DisposeAsync()
    {
        Model.Dispose();
        return ValueTask.CompletedTask;
    }
}
