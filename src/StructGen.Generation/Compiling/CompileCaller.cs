namespace StructGen.Generation.Compiling;

/// <summary>On whose behalf the compiles of one asynchronous flow are made, such as of one HTTP request: the compile queue is fair between callers.</summary>
/// <remarks>A flow that names nobody shares one caller with all others that name nobody.</remarks>
public static class CompileCaller
{
    private static readonly AsyncLocal<string?> Ambient = new();

    /// <summary>The caller of this flow; empty where none was named.</summary>
    internal static string Current => Ambient.Value ?? "";

    /// <summary>Names the caller of this flow and of what it awaits. It ends with the asynchronous method that names it.</summary>
    /// <param name="name">An identity or an address; never a secret.</param>
    public static void Set(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        Ambient.Value = name;
    }
}
