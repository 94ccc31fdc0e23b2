using System.Text.Json;
using StructGen.Generation.Tools;

namespace StructGen.Generation.Chats;

/// <summary>The beginning of a call, <c>[{"name": "…", "arguments": {</c>, read one character further each time.</summary>
internal static class CallHead
{
    public static CallHeadKind Read(string head, ChatAsk ask, out string name)
    {
        name = "";
        var rest = head.AsSpan().TrimStart();
        if (rest is ['[', ..]) rest = rest[1..].TrimStart();
        if (!Skip(ref rest, "{", out var verdict) || !Skip(ref rest, "\"name\"", out verdict) || !Skip(ref rest, ":", out verdict)) return verdict;
        if (rest.IsEmpty) return CallHeadKind.Open;
        if (rest[0] != '"') return CallHeadKind.None;
        var end = EndOfString(rest);
        if (end < 0) return MayBecome(rest[1..], ask) ? CallHeadKind.Open : CallHeadKind.None;
        name = JsonElement.Parse(rest[..end]).GetString()!;
        if (!Names(ask).Contains(name)) return CallHeadKind.None;
        rest = rest[end..].TrimStart();
        if (!Skip(ref rest, ",", out verdict) || !Skip(ref rest, "\"arguments\"", out verdict) || !Skip(ref rest, ":", out verdict)) return verdict;
        return rest.IsEmpty ? CallHeadKind.Open : rest[0] == '{' ? CallHeadKind.Call : CallHeadKind.None;
    }

    private static bool MayBecome(ReadOnlySpan<char> begun, ChatAsk ask)
    {
        foreach (var name in Names(ask))
        {
            if (name.AsSpan().StartsWith(begun, StringComparison.Ordinal)) return true;
        }

        return false;
    }

    private static IEnumerable<string> Names(ChatAsk ask) => ask.Tools.Select(tool => tool.Name).Concat(ask.Reply is { } reply ? [reply.Name] : []);

    /// <summary>Steps over a text and the white space behind it; says what is left of the hope where it is not there.</summary>
    private static bool Skip(ref ReadOnlySpan<char> rest, string expected, out CallHeadKind verdict)
    {
        verdict = CallHeadKind.Open;
        if (rest.StartsWith(expected, StringComparison.Ordinal))
        {
            rest = rest[expected.Length..].TrimStart();
            return true;
        }

        if (!expected.AsSpan().StartsWith(rest, StringComparison.Ordinal)) verdict = CallHeadKind.None;
        return false;
    }

    private static int EndOfString(ReadOnlySpan<char> text)
    {
        for (var at = 1; at < text.Length; at++)
        {
            if (text[at] == '\\') at++;
            else if (text[at] == '"') return at + 1;
        }

        return -1;
    }
}
