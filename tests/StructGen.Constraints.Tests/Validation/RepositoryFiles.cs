namespace StructGen.Constraints.Tests.Validation;

/// <summary>Files of the repository, found upwards from where the tests run.</summary>
internal static class RepositoryFiles
{
    public static string Root { get; } = FindRoot();

    public static string Data(string path) => Path.Combine(Root, "tests", "data", path);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "StructGen.sln"))) return folder.FullName;
        }

        throw new InvalidOperationException("The repository root (StructGen.sln) was not found above the tests.");
    }
}
