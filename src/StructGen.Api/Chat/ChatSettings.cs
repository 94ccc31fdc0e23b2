using System.ComponentModel.DataAnnotations;

namespace StructGen.Api.Chat;

/// <summary>How chat completions behave, section <c>Chat</c> of the configuration.</summary>
public sealed class ChatSettings
{
    /// <summary>Seconds without an event after which a stream sends a comment, so that nobody between takes it for dead. Default: 15.</summary>
    [Range(0.01, 600)]
    public double PingSeconds { get; set; } = 15;

    /// <summary>Most answers to one request (<c>n</c>); they are made one after the other. Default: 8.</summary>
    [Range(1, 128)]
    public int MaxChoices { get; set; } = 8;

    /// <summary>The <c>finish_reason</c> when <c>tool_choice</c> named the function: OpenAI's <c>stop</c> (default), or <c>tool_calls</c> as for other calls.</summary>
    [RegularExpression("stop|tool_calls")]
    public string NamedChoiceFinish { get; set; } = ChatFinish.Stop;
}
