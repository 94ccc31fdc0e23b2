using StructGen.TestKit.Databases;

[assembly: AssemblyFixture(typeof(PostgresCluster))]
