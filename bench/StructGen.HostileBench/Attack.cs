namespace StructGen.HostileBench;

/// <summary>One way to harm the service.</summary>
/// <param name="Group">Attacks that are selected together.</param>
/// <param name="Name">Its name.</param>
/// <param name="Clients">How many do it at once.</param>
/// <param name="Once">Does it once; the number of the try makes each different from the last.</param>
internal sealed record Attack(string Group, string Name, int Clients, Func<AttackClient, int, CancellationToken, Task> Once)
{
    /// <summary>Settings of the server, as <c>--Section:Key=value</c>.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    /// <summary>Most bytes that an answer to it may have.</summary>
    public long MostAnswer { get; init; } = 8_000_000;

    /// <summary>Where set, it is done so many times instead of for a while, and memory after the last is compared with memory after the fifth.</summary>
    public int Times { get; init; }

    /// <summary>A body that is sent as often as the time allows.</summary>
    public static Attack Post(string group, string name, string path, Func<int, string> body, int clients = 4)
        => new(group, name, clients, (client, number, token) => client.PostAsync(path, body(number), token));
}
