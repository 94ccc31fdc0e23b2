using StructGen.Generation.Prompting.Shapes;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace StructGen.Generation.Parsing.Yaml;

/// <summary>Reads one YAML document from its events, without the library's type resolution: plain scalars by the core schema, all others as text.</summary>
internal sealed class YamlNodeReader
{
    /// <summary>Values that aliases may repeat; bounds documents that multiply themselves.</summary>
    private const int MaxRepeated = 10_000;

    private readonly Parser _events;
    private readonly int _length;
    private readonly Dictionary<string, (AnswerNode Node, int Size)> _anchors = new(StringComparer.Ordinal);
    private int _repeated;
    private int _read;

    private YamlNodeReader(string yaml)
    {
        _events = new Parser(new StringReader(yaml));
        _length = yaml.Length;
    }

    /// <exception cref="FormatException">It is not YAML, or not of the safe kind.</exception>
    public static AnswerNode Read(string yaml)
    {
        try
        {
            return new YamlNodeReader(yaml).ReadDocument();
        }
        catch (YamlException error)
        {
            throw new FormatException($"The answer is not YAML (line {error.Start.Line}, column {error.Start.Column}): {error.Message}", error);
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException or IndexOutOfRangeException)
        {
            throw new FormatException("The answer is not YAML.", error);
        }
    }

    private AnswerNode ReadDocument()
    {
        Next<StreamStart>();
        if (!_events.MoveNext() || _events.Current is StreamEnd)
            return AnswerNode.Null(0);
        if (_events.Current is not DocumentStart)
            throw Refused("a document was expected");
        Advance();
        var node = ReadNode(0);
        Next<DocumentEnd>();
        if (_events.MoveNext() && _events.Current is not StreamEnd)
            throw Refused("there is more than one document");
        return node;
    }

    /// <summary>Reads the node at the current event and stops at its last event.</summary>
    private AnswerNode ReadNode(int depth)
    {
        if (depth > AnswerParser.MaxDepth)
            throw Refused($"values nest deeper than {AnswerParser.MaxDepth}");
        var start = _events.Current!;
        var before = ++_read;
        if (start is AnchorAlias alias)
            return Repeat(alias);
        if (start is not NodeEvent node)
            throw Refused("a value was expected");
        if (!node.Tag.IsEmpty && !(node.Tag.IsNonSpecific))
            throw Refused($"tags such as {node.Tag.Value} are not allowed");
        var value = start switch
        {
            Scalar scalar => scalar.Style == ScalarStyle.Plain && node.Tag.IsEmpty
                ? YamlScalars.Resolve(LoneSurrogates.Replace(scalar.Value), Offset(start))
                : AnswerNode.String(LoneSurrogates.Replace(scalar.Value), Offset(start)),
            SequenceStart => ReadSequence(start, depth),
            _ => ReadMapping(start, depth),
        };
        if (!node.Anchor.IsEmpty)
            _anchors[node.Anchor.Value] = (value, _read - before + 1);
        return value;
    }

    private AnswerNode ReadSequence(ParsingEvent start, int depth)
    {
        var list = AnswerNode.Array(Offset(start));
        for (Advance(); _events.Current is not SequenceEnd; Advance())
            list.Items.Add(ReadNode(depth + 1));
        return list;
    }

    private AnswerNode ReadMapping(ParsingEvent start, int depth)
    {
        var group = AnswerNode.Object(Offset(start));
        for (Advance(); _events.Current is not MappingEnd; Advance())
        {
            if (_events.Current is not Scalar key)
                throw Refused("only texts may be names");
            var name = LoneSurrogates.Replace(key.Value);
            if (name == "<<" && key.Style == ScalarStyle.Plain)
                throw Refused("merge keys are not allowed");
            Advance();
            if (group.Set(name, ReadNode(depth + 1)))
                throw Refused($"'{name}' stands twice");
        }

        return group;
    }

    private AnswerNode Repeat(AnchorAlias alias)
    {
        if (!_anchors.TryGetValue(alias.Value.Value, out var anchored))
            throw Refused($"the alias *{alias.Value.Value} has no anchor before it");
        _repeated += anchored.Size;
        _read += anchored.Size - 1;
        return _repeated > MaxRepeated ? throw Refused("aliases repeat too much") : anchored.Node;
    }

    private int Offset(ParsingEvent at) => (int)Math.Min(_length, at.Start.Index);

    private void Advance()
    {
        if (!_events.MoveNext())
            throw Refused("it ends too early");
    }

    private void Next<T>()
        where T : ParsingEvent
    {
        Advance();
        if (_events.Current is not T)
            throw Refused("it is not one plain document");
    }

    private FormatException Refused(string reason)
        => new($"The answer's YAML is refused (line {_events.Current?.Start.Line ?? 1}): {reason}.");
}
