using System.CommandLine;
using System.Runtime.CompilerServices;

namespace StructGen.Cli;

/// <summary>Options that the help shows below the others, under a heading of their own.</summary>
internal static class HelpGroups
{
    private const int Width = 100;
    private static readonly ConditionalWeakTable<Command, List<(string Title, IReadOnlyList<Option> Options)>> Groups = [];

    /// <summary>Adds options as a group.</summary>
    public static void Add(Command command, string title, params IReadOnlyList<Option> options)
    {
        foreach (var option in options)
        {
            option.Hidden = true; // From the help's own list; it is parsed all the same.
            command.Add(option);
        }

        Groups.GetOrCreateValue(command).Add((title, options));
    }

    /// <summary>Writes a command's groups.</summary>
    public static void Write(Command command, TextWriter output)
    {
        if (!Groups.TryGetValue(command, out var groups)) return;
        foreach (var (title, options) in groups)
        {
            output.WriteLine($"{title}:");
            var rows = options.Select(option => (Name: Label(option), Text: option.Description ?? "")).ToList();
            var indent = rows.Max(row => row.Name.Length) + 4;
            foreach (var (name, text) in rows)
            {
                var lines = Wrap(text, Math.Max(30, Width - indent)).ToList();
                output.WriteLine($"  {name.PadRight(indent - 2)}{lines[0]}");
                foreach (var line in lines.Skip(1))
                    output.WriteLine(new string(' ', indent) + line);
            }

            output.WriteLine();
        }
    }

    private static string Label(Option option)
    {
        var names = string.Join(", ", option.Aliases.Append(option.Name).Order(StringComparer.Ordinal).Reverse());
        return option.HelpName is null ? names : $"{names} <{option.HelpName}>";
    }

    private static IEnumerable<string> Wrap(string text, int width)
    {
        while (text.Length > width && text.LastIndexOf(' ', width) is > 0 and var end)
        {
            yield return text[..end];
            text = text[(end + 1)..];
        }

        yield return text;
    }
}
