namespace StructGen.Api.Tests.Hosting;

/// <summary>One service for all tests of a class.</summary>
public sealed class ServiceFixture : IAsyncLifetime
{
    public ServiceUnderTest Service { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Service = await ServiceUnderTest.StartAsync();

    public ValueTask DisposeAsync() => Service.DisposeAsync();
}
