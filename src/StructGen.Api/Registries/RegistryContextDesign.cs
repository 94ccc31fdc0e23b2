using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace StructGen.Api.Registries;

/// <summary>Lets <c>dotnet ef migrations add</c> build the context without starting the service.</summary>
internal sealed class RegistryContextDesign : IDesignTimeDbContextFactory<RegistryContext>
{
    public RegistryContext CreateDbContext(string[] args)
        => new(new DbContextOptionsBuilder<RegistryContext>().UseSqlite("Data Source=:memory:").Options);
}
