namespace StructGen.Generation.Requests;

/// <summary>The text that data is extracted from: given as such, or the user's messages one after the other.</summary>
internal static class SourceText
{
    public static string Of(GenerationRequest request)
        => request.Text ?? string.Join("\n\n", request.Messages!.Where(message => message.Role == "user").Select(message => message.Content));
}
