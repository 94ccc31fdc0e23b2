namespace StructGen.Generation.Prompting;

/// <summary>How the texts of a prompt, examples and source alike, are set apart.</summary>
internal static class InputFormatters
{
    /// <exception cref="InexpressibleException">No formatter has the name.</exception>
    public static string Format(string text, string? formatter) => formatter switch
    {
        null or "" => text,
        "triple_quotes" => $"\"\"\"\n{text}\n\"\"\"",
        "text_prefix" => $"Text: \"\"\"\n{text}\n\"\"\"",
        _ => throw new InexpressibleException("", "inputFormatter", $"There is no input formatter '{formatter}': use triple_quotes, text_prefix or none."),
    };
}
