using System.Text.Json;
using StructGen.Api.Chat.Wire;
using StructGen.Generation.Chats;
using StructGen.Generation.Requests;

namespace StructGen.Api.Chat.Reading;

/// <summary>What an OpenAI client asks for → what the pipeline is asked for.</summary>
internal static class ChatRequestReader
{
    private const int MostStops = 4;

    /// <exception cref="Problems.ProblemException">A member is wrong, or means something that is not done here.</exception>
    public static ChatRequest Read(ChatBody body)
    {
        UnsupportedMembers.Refuse(body);
        var choice = ToolChoiceReader.Read(body, out var allowed);
        return new ChatRequest
        {
            Messages = ConversationReader.Read(body.Messages),
            Format = FormatReader.Read(body),
            Tools = [.. ToolReader.Read(body.Tools).Where(tool => allowed?.Contains(tool.Name) ?? true)],
            Choice = choice,
            Parallel = body.ParallelToolCalls ?? true,
            Model = body.Model,
            Sampling = new SamplingOptions
            {
                Temperature = body.Temperature ?? 0,
                TopP = body.TopP,
                Seed = body.Seed is { } seed ? unchecked((int)seed) : null,
                MaxTokens = body.MaxCompletionTokens ?? body.MaxTokens,
                OpenObjects = body.OpenObjects ?? false,
                OpenNumbers = body.OpenNumbers ?? false,
                RepetitionGuard = body.RepetitionGuard ?? true,
            },
            StopStrings = Stops(body.Stop),
            ShowSchema = body.InjectSchema ?? true,
            ThinkingBudget = body.ThinkingBudget ?? Effort(body.ReasoningEffort),
            ThinksAnyway = body.ThinkingBudget is not null,
        };
    }

    private static string[] Stops(JsonElement? stop)
    {
        string[] stops = stop switch
        {
            null or { ValueKind: JsonValueKind.Null } => [],
            { ValueKind: JsonValueKind.String } one => [one.GetString()!],
            { ValueKind: JsonValueKind.Array } several when several.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String) => [.. several.EnumerateArray().Select(item => item.GetString()!)],
            _ => throw ChatFault.At("stop", "stop is a string or an array of strings."),
        };
        if (stops.Length > MostStops) throw ChatFault.At("stop", $"{stops.Length} stop strings are given and at most {MostStops} are accepted.");
        return stops.Any(string.IsNullOrEmpty) ? throw ChatFault.At("stop", "A stop string is empty; leave it out.") : stops;
    }

    private static int? Effort(string? effort) => effort switch
    {
        null => null,
        "none" or "minimal" => 0,
        "low" => 256,
        "medium" => 1024,
        "high" => 4096,
        "xhigh" => 8192,
        _ => throw ChatFault.At("reasoning_effort", $"'{effort}' is unknown: write none, minimal, low, medium, high or xhigh."),
    };
}
