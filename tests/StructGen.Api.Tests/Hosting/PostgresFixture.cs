using StructGen.TestKit.Databases;

namespace StructGen.Api.Tests.Hosting;

/// <summary>The service on PostgreSQL.</summary>
public sealed class PostgresFixture(PostgresCluster cluster) : RegistryFixture
{
    public override Task<string> NewStoreAsync() => cluster.CreateDatabaseAsync();
}
