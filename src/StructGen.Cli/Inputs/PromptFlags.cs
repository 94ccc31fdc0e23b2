using System.CommandLine;
using StructGen.Generation.Prompting;

namespace StructGen.Cli.Inputs;

/// <summary>The options that lay a prompt out; a group of their own in the help.</summary>
internal sealed class PromptFlags
{
    private readonly Option<bool> _compat = new("--compat") { Description = "Kor's own layout, encodings and results, quirks included." };
    private readonly Option<string?> _descriptor = TypedOption.Among("--descriptor", "How the type is described.", "typescript", "bullet_point");
    private readonly Option<string?> _encoder = TypedOption.Among("--encoder", "The form of the answer.", "json", "yaml", "csv", "xml");
    private readonly Option<string?> _useTags = TypedOption.Among("--use-tags", "Whether the answer stands in tags.", "true", "false");
    private readonly Option<string?> _formatter = TypedOption.Among("--input-formatter", "How the text is set off.", "triple_quotes", "text_prefix");
    private readonly Option<string?> _layout = TypedOption.Among("--layout", "One text or chat messages.", "text", "chat");
    private readonly Option<string?> _template = new("--instruction-template") { Description = "Replaces the instruction sentences; slots {type_description} and {format_instructions}.", HelpName = "TEXT" };

    public void AddTo(Command command)
        => HelpGroups.Add(command, "Prompt options", _compat, _descriptor, _encoder, _useTags, _formatter, _layout, _template);

    public PromptOptions Read(ParseResult parsed) => new()
    {
        Compat = parsed.GetValue(_compat),
        Descriptor = parsed.GetValue(_descriptor) ?? PromptOptions.Default.Descriptor,
        Encoder = parsed.GetValue(_encoder),
        UseTags = parsed.GetValue(_useTags) is { } useTags ? useTags == "true" : null,
        InputFormatter = parsed.GetValue(_formatter),
        Layout = parsed.GetValue(_layout),
        InstructionTemplate = parsed.GetValue(_template),
    };
}
