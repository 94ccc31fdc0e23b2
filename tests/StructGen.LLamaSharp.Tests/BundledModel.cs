namespace StructGen.LLamaSharp.Tests;

/// <summary>The repository's own model.</summary>
internal static class BundledModel
{
    public const string Name = "structgen-extract-135m";

    /// <summary>Found upwards from the tests' program.</summary>
    public static string Path
    {
        get
        {
            for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            {
                var path = System.IO.Path.Combine(folder.FullName, "models", $"{Name}.gguf");
                if (File.Exists(path)) return path;
            }

            throw new FileNotFoundException("The repository has no models folder with the bundled model.");
        }
    }
}
