using System.Threading.Channels;
using Microsoft.AspNetCore.Http.Features;
using StructGen.Api.Chat.Errors;
using StructGen.Api.Problems;

namespace StructGen.Api.Chat;

/// <summary>A streamed answer: the generation fills a channel, this empties it into server-sent events.</summary>
/// <remarks>
/// The status waits for the first event, so what is wrong before the model writes is a plain error; when that takes long the stream opens with a comment.
/// A failure after that is an <c>error</c> event, and then the connection is dropped without an end, for a client that knows no such event must not
/// take what it has for the answer. A client that goes away stops the generation.
/// </remarks>
internal sealed class ChatStream(ChatExchange exchange, TimeProvider time, ILogger logger) : IResult
{
    // The error event has to leave this process before the connection does.
    private static readonly TimeSpan Farewell = TimeSpan.FromMilliseconds(50);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(httpContext.RequestAborted);
        var events = Channel.CreateUnbounded<ChatEvent>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
        var work = GenerateAsync(events.Writer, stop.Token);
        try
        {
            await WriteAsync(events.Reader, new ChatEventWriter(exchange, httpContext.Response), httpContext);
        }
        catch (Exception fault) when (httpContext.Response.HasStarted && !httpContext.RequestAborted.IsCancellationRequested)
        {
            await BreakOffAsync(fault, httpContext);
        }
        finally
        {
            await stop.CancelAsync();
            await work;
        }
    }

    private async Task WriteAsync(ChannelReader<ChatEvent> events, ChatEventWriter writer, HttpContext context)
    {
        while (await WaitAsync(events, writer, context))
        {
            Open(context.Response);
            while (events.TryRead(out var happened)) await writer.WriteAsync(happened, context.RequestAborted);
        }

        await writer.EndAsync(context.RequestAborted);
    }

    /// <summary>Waits for an event, with a comment every now and then.</summary>
    /// <returns>False at the end; a failed generation throws.</returns>
    private async Task<bool> WaitAsync(ChannelReader<ChatEvent> events, ChatEventWriter writer, HttpContext context)
    {
        var waiting = events.WaitToReadAsync(context.RequestAborted).AsTask();
        while (true)
        {
            await ((Task)waiting).WaitAsync(TimeSpan.FromSeconds(exchange.Settings.PingSeconds), time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (waiting.IsCompleted) return await waiting;
            Open(context.Response);
            await writer.PingAsync(context.RequestAborted);
        }
    }

    private static void Open(HttpResponse response)
    {
        if (response.HasStarted) return;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-cache";
        response.Headers["X-Accel-Buffering"] = "no";
        response.HttpContext.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
    }

    private async Task BreakOffAsync(Exception fault, HttpContext context)
    {
        var problem = ProblemHandler.Explain(fault, context.Request.Path, logger);
        await ChatEventWriter.ErrorAsync(ChatErrors.From(problem), context.Response, context.RequestAborted);
        await Task.Delay(Farewell, time, CancellationToken.None);
        context.Abort();
    }

    private async Task GenerateAsync(ChannelWriter<ChatEvent> events, CancellationToken cancellationToken)
    {
        try
        {
            for (var index = 0; index < exchange.Choices; index++)
            {
                var choice = index;
                var result = await exchange.AnswerAsync(choice, piece => events.TryWrite(new ChatEvent(choice, piece, null)), cancellationToken).ConfigureAwait(false);
                events.TryWrite(new ChatEvent(choice, null, result));
            }

            events.Complete();
        }
#pragma warning disable CA1031 // Thrown again where the channel is read.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            events.Complete(fault);
        }
    }
}
