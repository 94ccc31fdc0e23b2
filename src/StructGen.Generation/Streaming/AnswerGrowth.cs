using System.Text;
using System.Text.Json;
using StructGen.Constraints;
using StructGen.Generation.Prompting.Shapes;
using StructGen.Generation.Requests;

namespace StructGen.Generation.Streaming;

/// <summary>Follows the text of one attempt and makes its partials and items. One owner.</summary>
/// <remarks>
/// A partial is made at most every <see cref="Pause"/>, and of an answer beyond <see cref="SmallAnswer"/> bytes only when it has grown by an eighth, so
/// that all partials together are at most some nine times as long as the answer. They are made when somebody reads: a slow reader gets fewer.
/// </remarks>
internal sealed class AnswerGrowth
{
    private const int SmallAnswer = 4096;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly GrowthPlan _plan;
    private readonly TimeProvider _time;
    private readonly int _attempt;
    private readonly GrowingJson _json;
    private readonly AnswerStart? _start;
    private int _index;
    private int _told;
    private long? _toldAt;
    private JsonElement? _last;

    public AnswerGrowth(GrowthPlan plan, int attempt, TimeProvider time)
    {
        _plan = plan;
        _attempt = attempt;
        _time = time;
        _json = new GrowingJson(plan.Schema, plan.List);
        _start = plan.IsWrapped ? new AnswerStart() : null;
    }

    /// <summary>Reads a piece and tells what there is to tell.</summary>
    public IEnumerable<GenerationEvent> Read(string piece)
    {
        _json.Feed(Encoding.UTF8.GetBytes(_start is null ? piece : _start.Cut(piece)));
        foreach (var item in TakeItems()) yield return item;
        if (IsDue() && Partial() is { } partial) yield return partial;
    }

    /// <summary>Nothing will follow.</summary>
    public IEnumerable<GenerationEvent> End()
    {
        _json.End();
        foreach (var item in TakeItems()) yield return item;
        if (Partial() is { } partial) yield return partial;
    }

    private IEnumerable<AnswerItem> TakeItems()
    {
        if (_plan.List is not { } list) yield break;
        foreach (var item in _json.TakeItems())
        {
            var index = _index++;
            if (IsValid(list.Items, item))
                yield return new AnswerItem(_attempt, list.Member is { } member ? $"/{JsonPointerText.Escape(member)}/{index}" : $"/{index}", index, item);
        }
    }

    /// <summary>An item that cannot be judged within the limits is left to the final validation.</summary>
    private static bool IsValid(SchemaValidator validator, JsonElement item)
    {
        try
        {
            return validator.IsValid(item);
        }
        catch (ConstraintLimitException)
        {
            return false;
        }
    }

    private bool IsDue()
    {
        var grown = _json.Certain - _told;
        if (grown <= 0 || (_json.Certain > SmallAnswer && grown < _json.Certain / 8)) return false;
        return _toldAt is not { } last || _time.GetElapsedTime(last) >= Pause;
    }

    /// <summary>The value so far; null where it is the one sent last: text can grow by white space, a name or half a number alone.</summary>
    private AnswerPartial? Partial()
    {
        if (!_plan.Partials || _json.Certain == _told || _json.Snapshot() is not { } data) return null;
        (_told, _toldAt) = (_json.Certain, _time.GetTimestamp());
        if (_last is { } last && JsonElement.DeepEquals(last, data)) return null;
        _last = data;
        return new AnswerPartial(_attempt, data);
    }
}
