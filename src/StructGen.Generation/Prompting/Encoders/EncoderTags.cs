namespace StructGen.Generation.Prompting.Encoders;

/// <summary>The tags around an answer.</summary>
internal static class EncoderTags
{
    public static string Wrap(string tag, string text, bool tagged) => tagged ? $"<{tag}>{text}</{tag}>" : text;
}
