using System.Text.Json;
using StructGen.Constraints;
using StructGen.Generation.Compiling;
using StructGen.Generation.Prompting.Shapes;
using StructGen.Generation.Retries;

namespace StructGen.Generation.Compatibility;

/// <summary>Compares two versions of a schema: first whether one includes the other, then which of the changes is to blame.</summary>
/// <remarks>
/// A change is blamed when it alone, made to the one version, refuses an instance that the other version refuses too. So a break is always proved by
/// an instance, and changes that cancel out (a definition moved, a bound rewritten as a pattern) are not blamed. Safe to share between threads.
/// </remarks>
/// <param name="queue">Where comparisons are made.</param>
/// <param name="time">The clock of <see cref="Patience"/>.</param>
internal sealed class SchemaComparer(CompileQueue queue, TimeProvider time)
{
    /// <summary>Time of one comparison. What is not known by then stays open.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Changes that are looked at one by one.</summary>
    private const int MostBlamed = 64;

    /// <summary>Compares; takes seconds at most.</summary>
    /// <param name="old">The earlier version.</param>
    /// <param name="now">The later version.</param>
    /// <param name="cancellationToken">Ends the comparison.</param>
    public async Task<SchemaDifference> CompareAsync(JsonElement old, JsonElement now, CancellationToken cancellationToken)
    {
        var end = time.GetUtcNow() + Patience;
        var backward = await JudgeAsync(old, now, ("old", "new"), end, cancellationToken).ConfigureAwait(false);
        var forward = await JudgeAsync(now, old, ("new", "old"), end, cancellationToken).ConfigureAwait(false);
        return new SchemaDifference(backward, forward, SchemaChanges.Between(old, now));
    }

    private async Task<CompatibilityVerdict> JudgeAsync(
        JsonElement inner, JsonElement outer, (string Inner, string Outer) names, DateTimeOffset end, CancellationToken cancellationToken)
    {
        var changes = SchemaChanges.Between(inner, outer);
        if (changes.All(change => KeywordForms.Annotations.Contains(change.Keyword))) return new CompatibilityVerdict(true, []);
        var whole = await DecideAsync(token => SchemaInclusion.Decide(inner, [outer], token), end, cancellationToken).ConfigureAwait(false);
        if (whole.Holds != false) return new CompatibilityVerdict(whole.Holds, [], Reason: whole.Reason);
        var breaks = new List<CompatibilityBreak>();
        foreach (var change in changes.Where(change => !KeywordForms.Annotations.Contains(change.Keyword)).Take(MostBlamed))
        {
            var changed = SchemaChanges.Apply(inner, change);
            var alone = await DecideAsync(token => SchemaInclusion.Decide(inner, [changed, outer], token), end, cancellationToken).ConfigureAwait(false);
            if (alone.Witness is { } witness) breaks.Add(Blame(change.Pointer, change.Keyword, witness, outer, names));
        }

        if (breaks.Count == 0) breaks.AddRange(Together(whole.Witness!.Value, outer, names));
        return new CompatibilityVerdict(false, breaks, whole.Witness);
    }

    /// <summary>Where no change breaks anything alone, the places at which the other version refuses the example.</summary>
    private static IEnumerable<CompatibilityBreak> Together(JsonElement witness, JsonElement outer, (string Inner, string Outer) names)
        => SchemaValidator.Create(outer).Validate(witness).Errors.Take(MostBlamed).Select(error => Blame(error.SchemaPointer, error.Keyword, witness, outer, names));

    private static CompatibilityBreak Blame(string pointer, string keyword, JsonElement witness, JsonElement outer, (string Inner, string Outer) names)
    {
        var error = SchemaValidator.Create(outer).Validate(witness).Errors[0];
        var shown = JsonText.Compact(witness);
        if (shown.Length > 120) shown = shown[..(char.IsHighSurrogate(shown[118]) ? 118 : 119)] + "…";
        var place = error.Pointer.Length == 0 ? "" : $"{error.Pointer}: ";
        return new CompatibilityBreak(pointer, keyword, $"The {names.Inner} version accepts {shown}, the {names.Outer} one does not: {place}{error.Message}", witness);
    }

    /// <summary>Decides in the compile queue. The waiting there counts; when the time is over the work is cancelled.</summary>
    private async Task<Inclusion> DecideAsync(Func<CancellationToken, Inclusion> decide, DateTimeOffset end, CancellationToken cancellationToken)
    {
        var late = Inclusion.Undecided($"The comparison was not done within {Patience.TotalSeconds} seconds.");
        if (Remaining(end) is not { } waiting) return late;
        using var deadline = new Deadline(waiting, time, cancellationToken);
        try
        {
            return await queue.RunAsync(decide, deadline.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (deadline.HasPassed)
        {
            return late;
        }
    }

    private TimeSpan? Remaining(DateTimeOffset end) => end - time.GetUtcNow() is var left && left > TimeSpan.Zero ? left : null;
}
