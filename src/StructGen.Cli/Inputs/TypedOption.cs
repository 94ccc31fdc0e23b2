using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;
using System.Text.Json;
using StructGen.Api.Requests;

namespace StructGen.Cli.Inputs;

/// <summary>Options whose wrong values are answered in the user's words: what was written, what is accepted, what was probably meant.</summary>
/// <remarks>The parser's own messages name .NET types.</remarks>
internal static class TypedOption
{
    /// <summary>One of an enumeration's values, written in lower case.</summary>
    public static Option<T?> Enum<T>(string name, string description)
        where T : struct, Enum
    {
        var values = System.Enum.GetValues<T>()
            .ToDictionary(value => JsonNamingPolicy.CamelCase.ConvertName($"{value}"), StringComparer.OrdinalIgnoreCase);
        var option = new Option<T?>(name) { Description = description, HelpName = string.Join('|', values.Keys) };
        option.CustomParser = result => Find(result, name, values.Keys) is { } found ? values[found] : null;
        return option;
    }

    /// <summary>One of some names.</summary>
    public static Option<string?> Among(string name, string description, params string[] names)
        => new(name) { Description = description, HelpName = string.Join('|', names), CustomParser = result => Find(result, name, names) };

    /// <summary>A number.</summary>
    public static Option<T?> Number<T>(string name, string description, string helpName)
        where T : struct, INumber<T>
    {
        var kind = typeof(T) == typeof(int) ? $"a whole number of at most {int.MaxValue}" : "a number";
        return new(name)
        {
            Description = description,
            HelpName = helpName,
            CustomParser = result =>
            {
                if (T.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, out var number) && T.IsFinite(number)) return number;
                result.AddError($"'{result.Tokens[0].Value}' is not a value of {name}: expected {kind}.");
                return null;
            },
        };
    }

    private static string? Find(ArgumentResult result, string option, IReadOnlyCollection<string> names)
    {
        var written = result.Tokens[0].Value;
        if (names.FirstOrDefault(name => name.Equals(written, StringComparison.OrdinalIgnoreCase)) is { } found) return found;
        var hint = NearestName.Of(written, names) is { } near ? $"; did you mean '{near}'?" : ".";
        result.AddError($"'{written}' is not a value of {option}: expected {string.Join(", ", names.SkipLast(1))} or {names.Last()}{hint}");
        return null;
    }
}
