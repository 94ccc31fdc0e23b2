namespace StructGen.Generation.Tests.Parsing;

internal static class TestFiles
{
    /// <summary>A file of <c>tests/data</c>.</summary>
    public static string Find(string name) => Path.Combine(Root(), "tests", "data", name);

    /// <summary>The folder of the solution.</summary>
    public static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "StructGen.sln")))
            folder = folder.Parent;
        return folder!.FullName;
    }
}
