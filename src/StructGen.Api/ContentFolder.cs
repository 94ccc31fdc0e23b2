namespace StructGen.Api;

/// <summary>Finds a folder that ships with the program, such as <c>schemas</c>: in the working directory, else upwards from where the program lies.</summary>
internal static class ContentFolder
{
    /// <summary>The folder; the path as it is when nothing of that name exists.</summary>
    public static string Find(string path)
    {
        if (Path.IsPathRooted(path) || Directory.Exists(path))
            return path;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, path);
            if (Directory.Exists(candidate))
                return candidate;
        }

        return path;
    }
}
