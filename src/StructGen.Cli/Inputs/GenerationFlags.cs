using System.CommandLine;
using StructGen.Generation.Requests;

namespace StructGen.Cli.Inputs;

/// <summary>The options that every verb that asks a model has.</summary>
internal sealed class GenerationFlags
{
    private readonly Option<GenerationMode?> _mode = TypedOption.Enum<GenerationMode>("--mode", "How the answer is made; default auto.");
    private readonly Option<string?> _model = new("--model") { Description = "A model that 'structgen models' lists; default is the configured one.", HelpName = "NAME" };
    private readonly Option<float?> _temperature = TypedOption.Number<float>("--temperature", "0 (default) takes the likeliest token.", "T");
    private readonly Option<int?> _seed = TypedOption.Number<int>("--seed", "Seed of the draw.", "N");
    private readonly Option<int?> _maxTokens = TypedOption.Number<int>("--max-tokens", "Most tokens of one attempt.", "N");
    private readonly Option<int?> _retries = TypedOption.Number<int>("--retries", "Repair attempts after the first; default 2.", "N");
    private readonly Option<double?> _timeout = TypedOption.Number<double>("--timeout", "Seconds for all attempts together.", "S");
    private readonly Option<bool> _openObjects = new("--open-objects") { Description = "Let a local model write members that the schema does not declare." };
    private readonly Option<bool> _openNumbers = new("--open-numbers") { Description = "Let a local model spell numbers in every way of JSON." };
    private readonly Option<bool> _noRepetitionGuard = new("--no-repetition-guard") { Description = "Do not end values in which the model only repeats itself." };

    /// <summary>Whether the whole response is printed.</summary>
    public Option<bool> Full { get; } = new("--full") { Description = "Print the whole response: attempts, usage, validation, evidence, warnings." };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _mode, _model, _temperature, _seed, _maxTokens, _openObjects, _openNumbers, _noRepetitionGuard, _retries, _timeout, Full })
            command.Add(option);
    }

    public GenerationMode Mode(ParseResult parsed) => parsed.GetValue(_mode) ?? GenerationMode.Auto;

    public string? Model(ParseResult parsed) => parsed.GetValue(_model);

    public SamplingOptions Sampling(ParseResult parsed) => new()
    {
        Temperature = parsed.GetValue(_temperature) ?? 0,
        Seed = parsed.GetValue(_seed),
        MaxTokens = parsed.GetValue(_maxTokens),
        OpenObjects = parsed.GetValue(_openObjects),
        OpenNumbers = parsed.GetValue(_openNumbers),
        RepetitionGuard = !parsed.GetValue(_noRepetitionGuard),
    };

    public int Retries(ParseResult parsed) => parsed.GetValue(_retries) ?? 2;

    public TimeSpan? Timeout(ParseResult parsed) => parsed.GetValue(_timeout) is { } seconds ? TimeSpan.FromSeconds(Math.Clamp(seconds, -1e9, 1e9)) : null;
}
