using System.Text.Json;

namespace StructGen.Generation.Parsing.Reading;

/// <summary>Makes values of the steps of a reading.</summary>
internal sealed class StepReplay(string text)
{
    private readonly Stack<(AnswerNode Node, string? Name, int NameAt)> _open = new();
    private readonly List<RootValue> _values = [];
    private readonly RepairLog _log = new();
    private string? _name;
    private int _nameAt;
    private CutKind _cut;

    public static ReadAnswer Replay(string text, ReadingState final)
    {
        var steps = new List<Step>();
        for (var step = final.Last; step is not null; step = step.Previous)
            steps.Add(step);
        var replay = new StepReplay(text);
        for (var index = steps.Count - 1; index >= 0; index--)
            replay.Do(steps[index]);
        return new ReadAnswer(replay._values, final.Cost, replay._log, replay._cut);
    }

    private void Do(Step step)
    {
        switch (step.Kind)
        {
            case StepKind.OpenObject or StepKind.OpenArray:
                _open.Push((step.Kind == StepKind.OpenObject ? AnswerNode.Object(step.Start) : AnswerNode.Array(step.Start), _name, _nameAt));
                _name = null;
                break;
            case StepKind.Close:
                var (node, name, nameAt) = _open.Pop();
                (_name, _nameAt) = (name, nameAt);
                Put(node, step.End);
                break;
            case StepKind.Name:
                (_name, _nameAt) = (step.Word, step.Start);
                break;
            case StepKind.Quoted:
                Put(AnswerNode.String(TextDecoder.Decode(text, step.Start, step.End, step.Quote, step.Word == "cut", _log, isJoined: step.Word == "joined"), step.Start), step.End);
                break;
            case StepKind.Bare:
                Put(BareWords.Read(text.AsSpan(step.Start, step.End - step.Start), step.Start, _log), step.End);
                break;
            case StepKind.Null:
                Put(AnswerNode.Null(step.Start), step.End);
                break;
            case StepKind.Repair:
                _log.Add(step.Word!, step.Start, step.Message!);
                break;
            default:
                _cut = step.Kind == StepKind.CutBehindValue ? CutKind.LacksClosers : CutKind.WithinValue;
                if (_cut == CutKind.LacksClosers)
                    _log.Add("missing-closers", step.Start, "The answer lacks the closing brackets behind its last value: they were supplied.");
                else
                    _log.Add("truncated", step.Start, "The answer ends within a value: what was there was taken.");
                break;
        }
    }

    private void Put(AnswerNode value, int to)
    {
        if (_open.Count == 0)
        {
            _values.Add(new RootValue(value, value.Offset, to));
            return;
        }

        var (node, _, _) = _open.Peek();
        if (node.Kind == JsonValueKind.Array)
            node.Items.Add(value);
        else if (_name is { } name && node.Set(name, value))
            _log.Add("duplicate-key", _nameAt, $"'{Coercion.AnswerCoercer.Brief(name)}' stands twice: the last value was taken.");
        _name = null;
    }
}
