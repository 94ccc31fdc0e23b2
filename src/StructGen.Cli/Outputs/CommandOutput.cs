using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using StructGen.Api;
using StructGen.Api.Problems;

namespace StructGen.Cli.Outputs;

/// <summary>Where a verb writes: data to standard output, everything else line by line to standard error.</summary>
/// <param name="data">Standard output.</param>
/// <param name="notes">Standard error.</param>
/// <param name="isDataTerminal">Whether a person looks at the data.</param>
/// <param name="isNotesTerminal">Whether a person looks at the rest.</param>
/// <param name="isQuiet">Whether only data and errors are wanted.</param>
internal sealed class CommandOutput(Stream data, TextWriter notes, bool isDataTerminal, bool isNotesTerminal, bool isQuiet)
{
    private const int MostReasons = 10;

    /// <summary>The process's own streams.</summary>
    public static CommandOutput OfProcess(bool isQuiet = false)
        => new(Console.OpenStandardOutput(), Console.Error, !Console.IsOutputRedirected, !Console.IsErrorRedirected, isQuiet);

    /// <summary>Whether a person looks at the data.</summary>
    public bool IsDataTerminal { get; } = isDataTerminal;

    /// <summary>Whether something may move on standard error while a person waits.</summary>
    public bool IsLive { get; } = isNotesTerminal && !isQuiet;

    /// <summary>Standard error.</summary>
    public TextWriter Notes { get; } = notes;

    /// <summary>Writes a value as the service would: one line on a pipe, indented on a terminal.</summary>
    public void Write<T>(T value, Func<ApiJson, JsonTypeInfo<T>> type)
        => Write(JsonSerializer.SerializeToUtf8Bytes(value, type(IsDataTerminal ? ApiJson.Indented : ApiJson.Wire)));

    /// <summary>Writes a value on one line, also on a terminal.</summary>
    public void WriteLine<T>(T value) => Write(JsonSerializer.SerializeToUtf8Bytes(value, CliJson.Lines.GetTypeInfo(typeof(T))));

    /// <summary>Writes text as it is.</summary>
    public void WriteText(string text) => Write(Encoding.UTF8.GetBytes(text));

    /// <summary>Tells what a person may want to know and a script need not.</summary>
    public void Note(string text)
    {
        if (!isQuiet)
            Notes.WriteLine(OneLine(text));
    }

    /// <summary>Says why there is no data: the problem on one line, and a line for each further reason.</summary>
    public void Error(Problem problem)
    {
        Notes.WriteLine($"structgen: {problem.Kind.Code}: {OneLine(problem.Detail)}");
        var reasons = problem.Errors.Where(reason => !problem.Detail.Contains(reason.Message, StringComparison.Ordinal));
        foreach (var reason in reasons.Take(MostReasons))
            Notes.WriteLine($"structgen:   at '{OneLine(reason.Pointer)}': {OneLine(reason.Message)}");
    }

    /// <summary>Messages quote the user's names and values: no line break in them becomes ours, no control code reaches the terminal.</summary>
    private static string OneLine(string text)
        => text.Any(IsBreak) ? string.Concat(text.Select(letter => IsBreak(letter) ? ' ' : letter)) : text;

    private static bool IsBreak(char letter) => char.IsControl(letter) || letter is '\u2028' or '\u2029';

    private void Write(byte[] utf8)
    {
        data.Write(utf8);
        data.WriteByte((byte)'\n');
        data.Flush();
    }
}
