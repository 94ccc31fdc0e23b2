namespace StructGen.Api.Tests.Hosting;

/// <summary>One service on one of the databases, for all tests of a class.</summary>
public abstract class RegistryFixture : IAsyncLifetime
{
    public ServiceUnderTest Service { get; private set; } = null!;

    /// <summary>A connection string to an empty store.</summary>
    public abstract Task<string> NewStoreAsync();

    /// <summary>The connection string of <see cref="Service"/>.</summary>
    public string Connection { get; private set; } = "";

    public async ValueTask InitializeAsync() => Service = await StartAsync(Connection = await NewStoreAsync());

    public static Task<ServiceUnderTest> StartAsync(string connection) => ServiceUnderTest.StartAsync(null, $"Store:ConnectionString={connection}");

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
