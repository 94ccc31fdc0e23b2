using System.Globalization;
using Spectre.Console;

namespace StructGen.Cli.Outputs;

/// <summary>A spinner, the tokens so far and the time on a terminal while a model writes; gone when the work is done.</summary>
/// <param name="output">Where it may show; on a pipe and with <c>--quiet</c> nothing does.</param>
/// <param name="time">The clock.</param>
internal sealed class WaitingLine(CommandOutput output, TimeProvider time)
{
    /// <summary>Does the work. It gets what counts its tokens, or null where nobody looks.</summary>
    public async Task<T> ShowAsync<T>(string label, Func<Action<int>?, Task<T>> work)
    {
        if (!output.IsLive)
            return await work(null);
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(output.Notes),
            Interactive = InteractionSupport.Yes,
            Ansi = AnsiSupport.Yes,
        });
        var begun = time.GetTimestamp();
        return await console.Status().AutoRefresh(true).StartAsync(
            Markup.Escape($"{label} loading"),
            status => work(tokens => status.Status = Markup.Escape(string.Create(
                CultureInfo.InvariantCulture, $"{label} {tokens} tokens, {time.GetElapsedTime(begun).TotalSeconds:F0} s"))));
    }
}
