using Microsoft.Data.Sqlite;
using StructGen.Api.Problems;
using StructGen.Api.Registries;
using StructGen.Api.Tests.Hosting;
using StructGen.TestKit.Databases;

namespace StructGen.Api.Tests.Registries;

public sealed class StoreTests
{
    [Fact]
    public async Task WhatWasRegisteredOutlivesARestart()
    {
        var store = Path.Combine(Directory.CreateTempSubdirectory("structgen-store").FullName, "new", "store.db");
        await using (var service = await ServiceUnderTest.StartAsync(store))
        {
            await ProblemAssert.OkAsync(await service.PutAsync("/v1/schemas/kept", """{"type": "string"}"""));
            await ProblemAssert.OkAsync(await service.PutAsync("/v1/tools/kept_tool", """{"description": "d", "parameters": {"type": "object"}}"""));
        }

        await using var again = await ServiceUnderTest.StartAsync(store);
        Assert.Contains("string", await again.Client.GetStringAsync("/v1/schemas/kept"), StringComparison.Ordinal);
        Assert.Contains("\"d\"", await again.Client.GetStringAsync("/v1/tools/kept_tool"), StringComparison.Ordinal);
    }

    /// <summary>A store as it was before names had a row of their own, with what somebody registered.</summary>
    [Fact]
    public async Task AStoreOfAnEarlierVersionKeepsWhatItHolds()
    {
        var store = Path.Combine(Directory.CreateTempSubdirectory("structgen-store").FullName, "old.db");
        await using (var connection = new SqliteConnection($"Data Source={store};Pooling=False"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = """
                CREATE TABLE "__EFMigrationsHistory" ("MigrationId" TEXT NOT NULL PRIMARY KEY, "ProductVersion" TEXT NOT NULL);
                INSERT INTO "__EFMigrationsHistory" VALUES ('20261125001632_Initial', '10.0.15');
                CREATE TABLE definitions (kind INTEGER NOT NULL, name TEXT NOT NULL, version INTEGER NOT NULL, hash TEXT NOT NULL, document TEXT NOT NULL, created_at INTEGER NOT NULL, PRIMARY KEY (kind, name, version));
                INSERT INTO definitions VALUES (1, 'Kept', 1, 'a', 'true', 5), (1, 'Kept', 2, 'b', '{"type": "string"}', 6), (2, 'tool', 1, 'c', '{"description": "d", "parameters": null, "strict": true}', 7);
                """;
            await command.ExecuteNonQueryAsync();
        }

        await using var service = await ServiceUnderTest.StartAsync(store);
        Assert.Contains("string", await service.Client.GetStringAsync("/v1/schemas/Kept"), StringComparison.Ordinal);
        Assert.Contains("\"d\"", await service.Client.GetStringAsync("/v1/tools/tool"), StringComparison.Ordinal);
        Assert.Contains("\"Kept\",\"version\":2", await service.Client.GetStringAsync("/v1/schemas?search=kept"), StringComparison.Ordinal);
        Assert.Equal(3, (await ProblemAssert.OkAsync(await service.PutAsync("/v1/schemas/Kept", "{}"))).GetProperty("version").GetInt32());
    }

    [Theory]
    [InlineData("Host=127.0.0.1;Port=1;Username=u;Password=hidden;Timeout=2", "no server answers")]
    [InlineData("Host=127.0.0.1;Pasword=hidden", "cannot be read")]
    [InlineData("postgres://u:hidden@127.0.0.1/db", "cannot be read")]
    public async Task AServerThatCannotBeReachedIsToldAtStartWithoutSecrets(string connection, string reason)
    {
        var failure = await Assert.ThrowsAsync<ProblemException>(() => RegistryFixture.StartAsync(connection));
        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
        Assert.Contains("Store:ConnectionString", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AServerThatGoesAwayIsToldAndUsedAgainWhenItIsBack()
    {
        await using var cluster = new PostgresCluster();
        await using var service = await RegistryFixture.StartAsync(await cluster.CreateDatabaseAsync());
        await ProblemAssert.OkAsync(await service.PutAsync("/v1/schemas/kept", "{}"));
        await cluster.StopAsync();
        await ProblemAssert.IsAsync(await service.Client.GetAsync("/v1/schemas/kept"), 503, "store-unavailable");
        await ProblemAssert.IsAsync(await service.PutAsync("/v1/schemas/kept", "true"), 503, "store-unavailable");
        Assert.Contains("store", await (await service.Client.GetAsync("/readyz")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await cluster.StartAsync();
        Assert.Equal("{}", await service.Client.GetStringAsync("/v1/schemas/kept"));
        Assert.Equal(2, (await ProblemAssert.OkAsync(await service.PutAsync("/v1/schemas/kept", "true"))).GetProperty("version").GetInt32());
    }

    [Theory]
    [InlineData("this is no database at all, only words that are long enough to fill a page of nothing but text")]
    [InlineData("SQLite format 3\0 and then nothing that makes sense, for the file was cut off somewhere in the middle of it")]
    public async Task ABrokenStoreIsToldAtStartWithItsNameAndARemedy(string content)
    {
        var store = Path.Combine(Directory.CreateTempSubdirectory("structgen-store").FullName, "broken.db");
        await File.WriteAllTextAsync(store, content);
        var failure = await Assert.ThrowsAsync<ProblemException>(() => ServiceUnderTest.StartAsync(store));
        Assert.Contains("broken.db", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Store:ConnectionString", failure.Message, StringComparison.Ordinal);
        Assert.Equal(content, await File.ReadAllTextAsync(store));
    }

    /// <summary>Something that nobody, not even root, can open for writing: as a left-over file on a read-only disk.</summary>
    [Theory]
    [InlineData(".lock")]
    [InlineData("-wal")]
    public async Task AStoreThatCannotBeWrittenIsToldAtStartWhateverWasLeftBesideIt(string leftOver)
    {
        var store = Path.Combine(Directory.CreateTempSubdirectory("structgen-store").FullName, "kept.db");
        await using (var service = await ServiceUnderTest.StartAsync(store)) await ProblemAssert.OkAsync(await service.PutAsync("/v1/schemas/kept", "{}"));
        SqliteConnection.ClearAllPools();
        File.Delete(store + leftOver);
        Directory.CreateDirectory(store + leftOver);
        var failure = await Assert.ThrowsAsync<ProblemException>(() => ServiceUnderTest.StartAsync(store)).WaitAsync(TimeSpan.FromMinutes(2));
        Assert.Contains("kept.db", failure.Message, StringComparison.Ordinal);
        Assert.Contains("cannot be", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Store:ConnectionString", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AReadOnlyStoreIsToldAtStart()
    {
        var store = Path.Combine(Directory.CreateTempSubdirectory("structgen-store").FullName, "kept.db");
        await using (var service = await ServiceUnderTest.StartAsync(store)) await ProblemAssert.OkAsync(await service.PutAsync("/v1/schemas/kept", "{}"));
        var failure = await Assert.ThrowsAsync<ProblemException>(() => ServiceUnderTest.StartAsync($"{store};Mode=ReadOnly;Pooling=False"));
        Assert.Contains("must be writable", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(30, false)] // EROFS
    [InlineData(13, false)] // EACCES
    [InlineData(28, false)] // ENOSPC
    [InlineData(11, true)] // EWOULDBLOCK
    public void IsHeld_OnlyAnotherProcessIsWaitedFor(int error, bool held)
    {
        if (!OperatingSystem.IsLinux()) return;
        Assert.Equal(held, SqliteEngine.IsHeld(new IOException("x", error)));
    }

    [Fact]
    public void IsHeld_AFileThatIsOpenElsewhere_IsHeld()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("structgen-store").FullName, "x.lock");
        using var held = new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        var exception = Assert.ThrowsAny<IOException>(() => new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        Assert.True(SqliteEngine.IsHeld(exception));
    }
}
