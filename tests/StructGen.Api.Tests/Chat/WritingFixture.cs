using StructGen.Api.Tests.Hosting;

namespace StructGen.Api.Tests.Chat;

/// <summary>One service whose local model <c>fake</c> writes <c>Good day.</c> as far as it may, for all tests of a class.</summary>
public sealed class WritingFixture : IAsyncLifetime
{
    public ServiceUnderTest Service { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Service = await ChatService.WritingAsync("Good day.");

    public ValueTask DisposeAsync() => Service.DisposeAsync();
}
