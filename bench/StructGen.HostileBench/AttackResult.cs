namespace StructGen.HostileBench;

/// <summary>What one attack did to the service.</summary>
internal sealed record AttackResult
{
    public required string Group { get; init; }

    public required string Name { get; init; }

    /// <summary>Statuses of the attacker's requests with their counts; <c>left</c> where it went away first.</summary>
    public required IReadOnlyDictionary<string, int> Attacker { get; init; }

    /// <summary>Requests of ordinary clients, and those of them that were refused with 429.</summary>
    public int Ordinary { get; init; }

    public int Refused { get; init; }

    /// <summary>Answers with a status of 500 and more, to anybody; connections that broke for ordinary clients.</summary>
    public int ServerErrors { get; init; }

    /// <summary>Milliseconds of /healthz.</summary>
    public double HealthMedian { get; init; }

    public double Health99 { get; init; }

    /// <summary>Milliseconds of another caller's small compile: alone, and the 95th percentile under attack.</summary>
    public double CompileAlone { get; init; }

    public double CompileUnder { get; init; }

    /// <summary>Resident memory in MB: idle, and the most.</summary>
    public double IdleMemory { get; init; }

    public double MostMemory { get; init; }

    /// <summary>Processor time, in seconds a second, from the second second after everybody left.</summary>
    public double AfterLeaving { get; init; }

    /// <summary>Bytes of the longest answer to the attacker.</summary>
    public long LongestAnswer { get; init; }

    /// <summary>Bounds that were missed.</summary>
    public required IReadOnlyList<string> Missed { get; init; }
}
