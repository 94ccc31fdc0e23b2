using System.CommandLine;
using StructGen.Generation.Prompting;

namespace StructGen.Cli.Inputs;

/// <summary>The options that lay a prompt out.</summary>
internal sealed class PromptFlags
{
    private readonly Option<bool> _compat = new("--compat") { Description = "Kor's own layout, encodings and results, quirks included." };
    private readonly Option<string> _descriptor = Names("--descriptor", "How the type is described.", "typescript", "bullet_point");
    private readonly Option<string> _encoder = Names("--encoder", "The form of the answer.", "json", "yaml", "csv", "xml");
    private readonly Option<bool?> _useTags = new("--use-tags") { Description = "Whether the answer stands in tags.", HelpName = "true|false" };
    private readonly Option<string> _formatter = Names("--input-formatter", "How the text is set off.", "triple_quotes", "text_prefix");
    private readonly Option<string> _layout = Names("--layout", "One text or chat messages.", "text", "chat");
    private readonly Option<string?> _template = new("--instruction-template") { Description = "Replaces the instruction sentences; slots {type_description} and {format_instructions}.", HelpName = "TEXT" };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _compat, _descriptor, _encoder, _useTags, _formatter, _layout, _template })
            command.Add(option);
    }

    public PromptOptions Read(ParseResult parsed) => new()
    {
        Compat = parsed.GetValue(_compat),
        Descriptor = parsed.GetValue(_descriptor) ?? PromptOptions.Default.Descriptor,
        Encoder = parsed.GetValue(_encoder),
        UseTags = parsed.GetValue(_useTags),
        InputFormatter = parsed.GetValue(_formatter),
        Layout = parsed.GetValue(_layout),
        InstructionTemplate = parsed.GetValue(_template),
    };

    private static Option<string> Names(string name, string description, params string[] names)
    {
        var option = new Option<string>(name) { Description = description };
        option.AcceptOnlyFromAmong(names);
        return option;
    }
}
