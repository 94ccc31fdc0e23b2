using System.Text.Json;
using StructGen.Generation.Models;
using StructGen.Generation.Prompting;
using StructGen.Generation.Requests;
using StructGen.Generation.Tools;

namespace StructGen.Generation.Planning;

/// <summary>Decides mode, surface and limits from what is asked for and what the model can do.</summary>
/// <remarks>
/// Auto: grammar if the model shows its tokens, else native, else prompt; where surface or schema rule a mode out (a provider's schema mode
/// writes JSON objects only) the next one is taken and a warning says so. A mode that is asked for by name and cannot be is refused, never replaced.
/// </remarks>
internal static class GenerationPlanner
{
    public static GenerationPlan Plan(GenerationRequest request, JsonElement schema, ModelDescription model, GenerationLimits limits)
    {
        var warnings = new List<GenerationWarning>();
        var mode = request.Mode == GenerationMode.Auto ? model.Modes.First(mode => Obstacle(mode, request.Surface, schema) is null) : Require(request.Mode, model);
        if (Obstacle(mode, request.Surface, schema) is { } refused)
            throw new MalformedRequestException(refused.Pointer, refused.Reason + " Use the mode prompt, or auto.");
        if (request.Mode == GenerationMode.Auto && Obstacle(model.Modes[0], request.Surface, schema) is { } passed)
            warnings.Add(new("mode-replaced", "", $"{passed.Reason} The mode is {Name(mode)} instead."));
        if (mode != GenerationMode.Prompt && request.Prompt != PromptOptions.Default)
            warnings.Add(new("prompt-options-unused", "", $"The prompt options apply in prompt mode; this answer is made in {Name(mode)} mode."));
        if (request.Messages?.Any(message => message.Role != "user") == true)
            warnings.Add(new("messages-unused", "", "Only the user's messages are the source; messages of other roles are left out."));
        return new GenerationPlan
        {
            Mode = mode,
            Model = model,
            Surface = request.Surface,
            Sampling = request.Sampling,
            Attempts = request.Retries + 1,
            Timeout = request.Timeout ?? limits.Timeout,
            Warnings = warnings,
        };
    }

    public static GenerationPlan Plan(ToolCallRequest request, ModelDescription model, GenerationLimits limits) => new()
    {
        Mode = request.Mode == GenerationMode.Auto ? model.Modes[0] : Require(request.Mode, model),
        Model = model,
        Sampling = request.Sampling,
        Attempts = request.Retries + 1,
        Timeout = request.Timeout ?? limits.Timeout,
    };

    /// <summary>Why a mode cannot give this answer; null where it can. Prompt mode always can.</summary>
    private static (string Pointer, string Reason)? Obstacle(GenerationMode mode, AnswerSurface surface, JsonElement schema) => mode switch
    {
        GenerationMode.Native when surface == AnswerSurface.Yaml => ("/surface", "YAML cannot be written in native mode: providers' schema modes write JSON."),
        GenerationMode.Native when !SchemaShape.IsObject(schema) => ("/mode", "Providers' schema modes take only schemas whose root has the type object."),
        _ => null,
    };

    private static GenerationMode Require(GenerationMode mode, ModelDescription model) => model.Modes.Contains(mode)
        ? mode
        : throw new MalformedRequestException("/mode", $"The model '{model.Name}' cannot be used in {Name(mode)} mode: {Why(mode)} Possible: auto, {string.Join(", ", model.Modes.Select(Name))}.");

    private static string Why(GenerationMode mode) => mode switch
    {
        GenerationMode.Grammar => "it does not show its tokens.",
        GenerationMode.Native => "it has no schema mode of its own.",
        _ => "it takes no prompts.",
    };

    private static string Name(GenerationMode mode) => mode.ToString().ToLowerInvariant();
}
