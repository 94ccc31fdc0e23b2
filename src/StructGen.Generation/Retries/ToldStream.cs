using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace StructGen.Generation.Retries;

/// <summary>Turns work that tells of itself as it goes into an enumeration of what it tells, with the work's result at the end. One use.</summary>
internal sealed class ToldStream<TTold, TResult>
{
    private Task<TResult>? _work;

    /// <summary>The result; there once the enumeration is over.</summary>
    public TResult Result => _work!.Result;

    /// <summary>Starts the work. Who stops enumerating stops it, and it has ended before the enumerator's disposal returns.</summary>
    public async IAsyncEnumerable<TTold> RunAsync(Func<Action<TTold>, CancellationToken, Task<TResult>> work, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var channel = Channel.CreateUnbounded<TTold>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _work = Task.Run(() => work(told => channel.Writer.TryWrite(told), stop.Token), CancellationToken.None);
        _ = _work.ContinueWith(_ => channel.Writer.Complete(), TaskScheduler.Default);
        try
        {
            await foreach (var told in channel.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false)) yield return told;
            await _work.ConfigureAwait(false);
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await ((Task)_work).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
