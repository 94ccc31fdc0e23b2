using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace StructGen.SemanticKernel.Tests;

/// <summary>Answers in OpenAI's wire format (openai-wire.md §4.2 to 4.4).</summary>
internal static class OpenAITurns
{
    public static RequestDelegate Answer(string text, string finish = "stop") => Completion(new JsonObject { ["role"] = "assistant", ["content"] = text, ["refusal"] = null }, finish);

    public static RequestDelegate Refusal(string reason) => Completion(new JsonObject { ["role"] = "assistant", ["content"] = null, ["refusal"] = reason }, "stop");

    public static RequestDelegate Calls(params (string Name, string Arguments)[] calls) => Completion(
        new JsonObject
        {
            ["role"] = "assistant",
            ["content"] = null,
            ["refusal"] = null,
            ["tool_calls"] = new JsonArray([.. calls.Select((call, index) => new JsonObject
            {
                ["id"] = $"call_{index}",
                ["type"] = "function",
                ["function"] = new JsonObject { ["name"] = call.Name, ["arguments"] = call.Arguments },
            })]),
        },
        "tool_calls");

    public static RequestDelegate Stream(string text, string finish = "stop", int breakAfter = int.MaxValue) => async context =>
    {
        context.Response.ContentType = "text/event-stream";
        await SendAsync(context, Chunk(new JsonObject { ["role"] = "assistant", ["content"] = "" }, null));
        for (var at = 0; at < text.Length; at += 5)
        {
            if (at / 5 == breakAfter)
            {
                await Task.Delay(100);
                context.Abort();
                return;
            }

            await SendAsync(context, Chunk(new JsonObject { ["content"] = text.Substring(at, Math.Min(5, text.Length - at)) }, null));
        }

        await SendAsync(context, Chunk([], finish));
        await SendAsync(context, Envelope("chat.completion.chunk", []));
        await context.Response.WriteAsync("data: [DONE]\n\n");
    };

    /// <summary>A stream of deltas as they are given.</summary>
    public static RequestDelegate StreamOf(string finish, params JsonObject[] deltas) => async context =>
    {
        context.Response.ContentType = "text/event-stream";
        foreach (var delta in deltas) await SendAsync(context, Chunk(delta, null));
        await SendAsync(context, Chunk([], finish));
        await context.Response.WriteAsync("data: [DONE]\n\n");
    };

    public static RequestDelegate Status(int status, string code, string message = "no", string? retryAfter = null) => async context =>
    {
        context.Response.StatusCode = status;
        if (retryAfter is not null) context.Response.Headers.RetryAfter = retryAfter;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(new JsonObject { ["error"] = new JsonObject { ["message"] = message, ["type"] = "invalid_request_error", ["param"] = null, ["code"] = code } }.ToJsonString());
    };

    public static RequestDelegate Garbage(string body = "<html>it works</html>") => async context =>
    {
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(body);
    };

    public static RequestDelegate Drop() => context =>
    {
        context.Abort();
        return Task.CompletedTask;
    };

    public static RequestDelegate Slow(TimeSpan time) => async context =>
    {
        try
        {
            await Task.Delay(time, context.RequestAborted);
        }
        catch (OperationCanceledException)
        {
        }
    };

    private static RequestDelegate Completion(JsonObject message, string finish) => async context =>
    {
        context.Response.ContentType = "application/json";
        var choice = new JsonObject { ["index"] = 0, ["message"] = message.DeepClone(), ["finish_reason"] = finish, ["logprobs"] = null };
        await context.Response.WriteAsync(Envelope("chat.completion", [choice]).ToJsonString());
    };

    private static JsonObject Chunk(JsonObject delta, string? finish)
    {
        var chunk = Envelope("chat.completion.chunk", [new JsonObject { ["index"] = 0, ["delta"] = delta, ["finish_reason"] = finish }]);
        chunk["usage"] = null;
        return chunk;
    }

    private static JsonObject Envelope(string kind, JsonArray choices) => new()
    {
        ["id"] = "chatcmpl-1",
        ["object"] = kind,
        ["created"] = 1_700_000_000,
        ["model"] = "m",
        ["choices"] = choices,
        ["usage"] = new JsonObject { ["prompt_tokens"] = 11, ["completion_tokens"] = 6, ["total_tokens"] = 17 },
    };

    private static async Task SendAsync(HttpContext context, JsonObject chunk)
    {
        await context.Response.WriteAsync($"data: {JsonSerializer.Serialize(chunk)}\n\n");
        await context.Response.Body.FlushAsync();
    }
}
