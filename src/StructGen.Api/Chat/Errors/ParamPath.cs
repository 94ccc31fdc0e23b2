using System.Text;

namespace StructGen.Api.Chat.Errors;

/// <summary>JSON pointers as OpenAI writes places: <c>/messages/2/content</c> → <c>messages[2].content</c>.</summary>
internal static class ParamPath
{
    /// <summary>The path; null for the root.</summary>
    public static string? Of(string pointer)
    {
        if (pointer.Length == 0) return null;
        var path = new StringBuilder();
        foreach (var part in pointer.Split('/').Skip(1))
        {
            if (part.Length > 0 && part.All(char.IsAsciiDigit)) path.Append('[').Append(part).Append(']');
            else path.Append(path.Length == 0 ? "" : ".").Append(part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal));
        }

        return path.ToString();
    }
}
