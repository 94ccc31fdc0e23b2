using System.Text.Json;
using System.Text.RegularExpressions;

namespace StructGen.Generation.Tools.Http;

/// <summary>A text with <c>{name}</c> in it: <c>/cities/{city}</c> and <c>{"city": "São Paulo"}</c> → <c>/cities/S%C3%A3o%20Paulo</c>.</summary>
internal static partial class ArgumentTemplate
{
    private const string SecretPrefix = "secret:";

    /// <summary>The arguments that a template names, secrets apart.</summary>
    public static IEnumerable<string> NamesIn(string template)
        => Slot().Matches(template).Select(match => match.Groups[1].Value).Where(name => !name.StartsWith(SecretPrefix, StringComparison.Ordinal));

    /// <summary>The secrets that a template names.</summary>
    public static IEnumerable<string> SecretsIn(string template)
        => Slot().Matches(template).Select(match => match.Groups[1].Value).Where(name => name.StartsWith(SecretPrefix, StringComparison.Ordinal)).Select(name => name[SecretPrefix.Length..]);

    /// <summary>The one argument that a template consists of; null where it is more or less.</summary>
    public static string? OnlyName(string template)
        => Slot().Match(template) is { Success: true } slot && slot.Length == template.Length && !slot.Groups[1].Value.StartsWith(SecretPrefix, StringComparison.Ordinal) ? slot.Groups[1].Value : null;

    /// <summary>Whether braces are left that name nothing.</summary>
    public static bool IsBroken(string template) => Slot().Replace(template, "").AsSpan().IndexOfAny('{', '}') >= 0;

    /// <summary>Puts the arguments in.</summary>
    /// <param name="template">The template.</param>
    /// <param name="arguments">The arguments, an object.</param>
    /// <param name="write">Writes a value as its place needs it.</param>
    /// <param name="secret">Gives a secret by its name.</param>
    /// <exception cref="ToolFaultException">An argument is missing.</exception>
    public static string Fill(string template, JsonElement arguments, Func<string, string> write, Func<string, string>? secret = null)
    {
        return Slot().Replace(template, match =>
        {
            var name = match.Groups[1].Value;
            if (name.StartsWith(SecretPrefix, StringComparison.Ordinal)) return secret!(name[SecretPrefix.Length..]);
            return arguments.TryGetProperty(name, out var value) && TextOf(value) is { } text ? write(text) : throw new ToolFaultException($"The argument '{name}' is missing; this call needs it.");
        });
    }

    /// <summary>A value as plain text: strings as they are, arrays separated by commas, everything else as JSON; null is none.</summary>
    public static string? TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Array when value.EnumerateArray().All(item => item.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array)) => string.Join(',', value.EnumerateArray().Select(TextOf)),
        _ => value.GetRawText(),
    };

    [GeneratedRegex(@"\{([^{}\s]+)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Slot();
}
