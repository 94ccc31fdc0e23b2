using System.Text.Json;

namespace StructGen.Api.Tests.Acceptance;

/// <summary>The files of <c>tests/data/acceptance</c>.</summary>
internal static class AcceptanceData
{
    public static IReadOnlyList<JsonElement> Read(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "tests", "data", "acceptance", $"{name}.json");
            if (File.Exists(path)) return [.. JsonElement.Parse(File.ReadAllText(path)).EnumerateArray()];
        }

        throw new FileNotFoundException($"The repository has no tests/data/acceptance/{name}.json.");
    }

    /// <summary>A line of a table, on the console and in the test's report.</summary>
    public static void Print(string line)
    {
        Console.WriteLine(line);
        TestContext.Current.TestOutputHelper?.WriteLine(line);
    }
}
