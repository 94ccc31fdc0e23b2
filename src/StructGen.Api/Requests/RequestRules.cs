using StructGen.Api.Problems;
using StructGen.Generation.Requests;

namespace StructGen.Api.Requests;

/// <summary>The rules that a record's types cannot say; collects every breach before the request is refused.</summary>
internal sealed class RequestRules
{
    private static readonly string[] Roles = ["system", "user", "assistant"];
    private readonly List<ProblemError> _faults = [];

    /// <summary>Notes a fault where the condition does not hold.</summary>
    public void Require(bool holds, string pointer, string message)
    {
        if (!holds)
            _faults.Add(new(pointer, null, $"{(pointer.Length == 0 ? "(body)" : pointer)}: {message}"));
    }

    /// <summary>Exactly one of some members must be there.</summary>
    public void RequireOne(params ReadOnlySpan<(string Name, bool IsThere)> members)
    {
        var there = 0;
        var names = new List<string>();
        foreach (var (name, isThere) in members)
        {
            names.Add($"'{name}'");
            there += isThere ? 1 : 0;
        }

        var list = names.Count == 2 ? string.Join(" and ", names) : $"{string.Join(", ", names[..^1])} and {names[^1]}";
        Require(there == 1, "", there == 0 ? $"send exactly one of {list}; none is there." : $"send exactly one of {list}; {there} are there.");
    }

    /// <summary>A string that must be one of some names.</summary>
    public void RequireName(string? value, string pointer, params ReadOnlySpan<string> names)
    {
        if (value is null)
            return;
        foreach (var name in names)
        {
            if (value == name)
                return;
        }

        var known = names.ToArray();
        var nearest = NearestName.Of(value, known) is { } near ? $" (did you mean '{near}'?)" : "";
        Require(false, pointer, $"expected one of {string.Join(", ", known)}, found \"{(value.Length <= 40 ? value : value[..40] + "…")}\"{nearest}.");
    }

    /// <summary>Messages need a role, a content and, among them, something a user said.</summary>
    public void CheckMessages(IReadOnlyList<MessageBody>? messages)
    {
        if (messages is null)
            return;
        for (var index = 0; index < messages.Count; index++)
        {
            Require(messages[index] is { Role: not null, Content: not null }, $"/messages/{index}", "a message has a 'role' and a 'content'.");
            RequireName(messages[index]?.Role, $"/messages/{index}/role", Roles);
        }

        Require(messages.Any(message => message?.Role == "user"), "/messages", "at least one message must have the role user.");
    }

    /// <summary>The members of <see cref="SamplingBody"/>.</summary>
    public SamplingOptions CheckSampling(SamplingBody body)
    {
        Require(body.Temperature is null or (>= 0 and <= 10), "/temperature", "expected 0 to 10.");
        Require(body.TopP is null or (> 0 and <= 1), "/topP", "expected a number above 0 and at most 1.");
        Require(body.TopK is null or > 0, "/topK", "expected at least 1.");
        Require(body.MinP is null or (>= 0 and <= 1), "/minP", "expected 0 to 1.");
        Require(body.MaxTokens is null or > 0, "/maxTokens", "expected at least 1.");
        Require(body.Retries is null or >= 0, "/retries", "expected at least 0.");
        Require(body.TimeoutSeconds is null or (> 0 and <= 86_400), "/timeoutSeconds", "expected more than 0 and at most 86400.");
        return new()
        {
            Temperature = body.Temperature ?? 0,
            TopP = body.TopP,
            TopK = body.TopK,
            MinP = body.MinP,
            Seed = body.Seed,
            MaxTokens = body.MaxTokens,
        };
    }

    /// <summary>Refuses the request if a rule was broken.</summary>
    /// <exception cref="ProblemException">With every fault.</exception>
    public void Enforce()
    {
        if (_faults.Count > 0)
            throw RequestJson.Malformed(_faults);
    }
}
