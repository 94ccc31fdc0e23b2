using System.Text;
using System.Threading.Channels;
using StructGen.Generation.Requests;

namespace StructGen.Generation.Streaming;

/// <summary>The events between a generation and its reader. Deltas that wait for the reader are joined, so what waits is never more than the answers' text.</summary>
/// <remarks>One writer, one reader. The writer never waits: a slow reader does not keep a model's context.</remarks>
internal sealed class ToldEvents
{
    private readonly Lock _lock = new();
    private readonly Queue<GenerationEvent> _waiting = new();
    private readonly StringBuilder _text = new();
    private readonly Channel<bool> _news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private int _attempt;
    private bool _isOver;

    /// <summary>Number of events that wait; joined deltas are one.</summary>
    public int Waiting
    {
        get
        {
            lock (_lock) return _waiting.Count + (_text.Length > 0 ? 1 : 0);
        }
    }

    public void Tell(GenerationEvent told)
    {
        lock (_lock)
        {
            if (told is AnswerDelta delta)
            {
                if (_text.Length > 0 && _attempt != delta.Attempt) FlushText();
                _attempt = delta.Attempt;
                _text.Append(delta.Text);
            }
            else
            {
                FlushText();
                _waiting.Enqueue(told);
            }

            _news.Writer.TryWrite(true);
        }
    }

    /// <summary>Nothing will follow.</summary>
    public void End()
    {
        lock (_lock)
        {
            _isOver = true;
            _news.Writer.TryWrite(true);
        }
    }

    /// <summary>The next event; null at the end.</summary>
    public async ValueTask<GenerationEvent?> NextAsync()
    {
        while (true)
        {
            lock (_lock)
            {
                if (_waiting.Count == 0) FlushText();
                if (_waiting.TryDequeue(out var told)) return told;
                if (_isOver) return null;
            }

            await _news.Reader.ReadAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    private void FlushText()
    {
        if (_text.Length == 0) return;
        _waiting.Enqueue(new AnswerDelta(_attempt, _text.ToString()));
        _text.Clear();
    }
}
