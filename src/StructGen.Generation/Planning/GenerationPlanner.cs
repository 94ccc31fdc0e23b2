using StructGen.Generation.Models;
using StructGen.Generation.Prompting;
using StructGen.Generation.Requests;
using StructGen.Generation.Tools;

namespace StructGen.Generation.Planning;

/// <summary>Decides mode, surface and limits from what is asked for and what the model can do.</summary>
/// <remarks>
/// Auto: grammar if the model shows its tokens, else native, else prompt; where the surface rules a mode out (a provider's schema mode
/// writes JSON only) the next one is taken and a warning says so. A mode that is asked for by name and cannot be is refused, never replaced.
/// </remarks>
internal static class GenerationPlanner
{
    public static GenerationPlan Plan(GenerationRequest request, ModelDescription model, GenerationLimits limits, bool grammarWritesYaml)
    {
        var warnings = new List<GenerationWarning>();
        bool Writes(GenerationMode mode) => request.Surface == AnswerSurface.Json || mode == GenerationMode.Prompt || (mode == GenerationMode.Grammar && grammarWritesYaml);
        var mode = request.Mode == GenerationMode.Auto ? model.Modes.First(Writes) : Require(request.Mode, model);
        if (!Writes(mode))
            throw new MalformedRequestException("/surface", $"YAML cannot be written in {Name(mode)} mode: use the surface json, or the mode prompt.");
        if (request.Mode == GenerationMode.Auto && mode != model.Modes[0])
            warnings.Add(new("mode-replaced", "", $"The mode is {Name(mode)} because YAML cannot be written in {Name(model.Modes[0])} mode."));
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
