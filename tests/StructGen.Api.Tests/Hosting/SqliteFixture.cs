namespace StructGen.Api.Tests.Hosting;

/// <summary>The service on SQLite.</summary>
public sealed class SqliteFixture : RegistryFixture
{
    public override Task<string> NewStoreAsync() => Task.FromResult($"Data Source={Path.Combine(Directory.CreateTempSubdirectory("structgen-store").FullName, "new", "store.db")}");
}
