using System.Text.Json;
using StructGen.Generation.Prompting.Kor;
using StructGen.Generation.Prompting.Nodes;

namespace StructGen.Generation.Prompting.Encoders;

/// <summary>Kor's encodings under the instruction sentences of ours.</summary>
internal sealed class KorEncoder : IAnswerEncoder
{
    private readonly ObjectNode _root;
    private readonly string _name;
    private readonly bool _tagged;

    /// <exception cref="InexpressibleException">The encoding has no form for the spec.</exception>
    public KorEncoder(ObjectNode root, string name, bool tagged)
    {
        _root = root;
        _name = name;
        _tagged = tagged;
        if (name == "csv")
            KorCsv.Check(root);
    }

    public string Instructions => _name switch
    {
        "csv" => "Give the answer as a table with a header line and with | between the cells, quoted as Excel does. Write nothing else and invent no columns."
            + (_tagged ? " Put the table between <csv> and </csv>." : ""),
        "xml" => "Give the answer in tags that are named as in the form, and repeat a tag for each entry of a list. Write nothing outside of the tags.",
        _ => "Give the answer as JSON with exactly the names of the form. Write nothing else." + (_tagged ? " Put the JSON between <json> and </json>." : ""),
    };

    public string Encode(JsonElement data) => _name switch
    {
        "csv" => EncoderTags.Wrap("csv", KorCsv.Encode(_root, data), _tagged),
        "xml" => KorXml.Encode(data),
        _ => EncoderTags.Wrap("json", PythonText.Json(data, ascii: !_tagged), _tagged),
    };
}
