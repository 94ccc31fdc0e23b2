using System.CommandLine;

namespace StructGen.Cli.Inputs;

/// <summary>The options that say what is read: a schema or spec, and one or many texts.</summary>
internal sealed class TextFlags
{
    private readonly Option<string?> _schema = new("--schema", "-s")
    {
        Description = "A JSON Schema: a file, the JSON itself, or a registered name.",
        HelpName = "FILE|JSON|NAME",
    };
    private readonly Option<string?> _spec = new("--spec") { Description = "A Kor-style extraction spec, instead of --schema.", HelpName = "FILE" };
    private readonly Option<string?> _text = new("--text", "-t") { Description = "The text itself.", HelpName = "TEXT" };
    private readonly Option<string[]> _files = new("--file", "-f") { Description = "Text files; several give JSON Lines.", HelpName = "FILE", AllowMultipleArgumentsPerToken = true };
    private readonly Option<string?> _folder = new("--folder") { Description = "Every file of a folder; gives JSON Lines.", HelpName = "DIR" };
    private readonly Option<string?> _examples = new("--examples") { Description = "A JSON file with an array of {text, data}.", HelpName = "FILE" };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _schema, _text, _files, _folder, _spec, _examples })
            command.Add(option);
    }

    public SchemaSource Schema(ParseResult parsed) => SchemaSource.From(parsed.GetValue(_schema), parsed.GetValue(_spec));

    public IReadOnlyList<TextInput> Texts(ParseResult parsed)
        => TextInput.From(parsed.GetValue(_text), parsed.GetValue(_files) ?? [], parsed.GetValue(_folder));

    /// <summary>Whether the output is JSON Lines.</summary>
    public bool IsMany(ParseResult parsed) => parsed.GetValue(_folder) is not null || parsed.GetValue(_files) is { Length: > 1 };

    public IReadOnlyList<Generation.Requests.ExtractionExample> Examples(ParseResult parsed) => parsed.GetValue(_examples) is { } file
        ? [.. JsonInput.Read(file, Api.ApiJson.Wire.IReadOnlyListExampleBody).Select(example => new Generation.Requests.ExtractionExample(example.Text, example.Data))]
        : [];
}
