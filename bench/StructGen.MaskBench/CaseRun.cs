using System.Text;
using System.Text.Json;
using StructGen.Constraints;

namespace StructGen.MaskBench;

/// <summary>Runs one schema: compile, follow every test token by token, walk at random.</summary>
internal sealed class CaseRun(Vocabulary vocabulary, BenchOptions options, CancellationToken stop)
{
    private readonly ConstraintCompiler _compiler = new(vocabulary);
    private readonly ConstraintOptions _constraintOptions = ConstraintOptions.Default with { Order = options.Order };

    public Outcome Run(BenchCase item, bool walks)
    {
        var outcome = new Outcome();
        using var document = JsonDocument.Parse(item.Schema, BenchData.Deep);
        CompiledConstraint constraint;
        var start = Clock.Now();
        try
        {
            constraint = _compiler.Compile(document.RootElement, _constraintOptions);
        }
        catch (ConstraintException exception)
        {
            outcome.Failures.Add(new Failure("compile", "", $"{exception.GetType().Name}: {exception.Message}"));
            return outcome;
        }

        outcome.Compile = Nanoseconds(start);
        if (options.Narrowed && (constraint = Narrow(document.RootElement, outcome)!) is null) return outcome;
        try
        {
            _ = constraint.CreateMatcher().Mask;
            outcome.FirstMask = Nanoseconds(start);
            for (var test = 0; test < item.Tests.Length; test++) Follow(constraint, item.Tests[test], test, outcome);
            if (walks) Walk(constraint, item, SchemaValidator.Create(document.RootElement), outcome);
        }
        catch (ConstraintException exception)
        {
            outcome.Failures.Add(new Failure("mask", "", $"{exception.GetType().Name}: {exception.Message}"));
        }

        return outcome;
    }

    private CompiledConstraint? Narrow(JsonElement schema, Outcome outcome)
    {
        try
        {
            var narrowed = _compiler.Compile(schema, _constraintOptions with { CloseObjects = true, PlainNumbers = true });
            outcome.Places = (narrowed.Report.ClosedObjects.Count, narrowed.Report.LeftOpenObjects.Count + narrowed.Report.LeftOpenNumbers.Count);
            return narrowed;
        }
        catch (ConstraintException exception)
        {
            outcome.Failures.Add(new Failure("lost", "", $"Satisfiable as written, not when narrowed. {exception.GetType().Name}: {exception.Message}"));
            return null;
        }
    }

    private void Follow(CompiledConstraint constraint, BenchTest test, int number, Outcome outcome)
    {
        var matcher = constraint.CreateMatcher();
        for (var at = 0; at < test.Tokens.Length; at++)
        {
            stop.ThrowIfCancellationRequested();
            var collections = GC.CollectionCount(0);
            var start = Clock.Now();
            var mask = matcher.Mask;
            var nanoseconds = (int)Math.Min(int.MaxValue, Nanoseconds(start));
            if (number > 0 || at > 0)
            {
                outcome.Masks.Add(nanoseconds);
                if (options.Slowest > 0 && nanoseconds > outcome.Slowest.Nanoseconds) outcome.Slowest = (nanoseconds, (GC.CollectionCount(0) > collections ? "(garbage collection) " : "") + Place(test, number, at));
            }

            outcome.Tokens++;
            if (TokenMask.IsEmpty(mask)) outcome.Failures.Add(new Failure("stuck", Place(test, number, at), "The mask is empty."));
            if (!TokenMask.Contains(mask, test.Tokens[at]))
            {
                if (test.IsValid && options.Narrowed) outcome.Valid = outcome.Valid with { Left = outcome.Valid.Left + 1 };
                else if (test.IsValid) outcome.Failures.Add(new Failure("rejected", Place(test, number, at), $"Token {test.Tokens[at]} '{Text(test.Tokens.AsSpan(at, 1))}' is not in the mask."));
                return;
            }

            start = Clock.Now();
            var accepted = matcher.TryAccept(test.Tokens[at]);
            outcome.Accepts.Add((int)Math.Min(int.MaxValue, Nanoseconds(start)));
            if (accepted) continue;
            outcome.Failures.Add(new Failure("crashed", Place(test, number, at), $"Token {test.Tokens[at]} is in the mask and yet refused."));
            return;
        }

        if (!test.IsValid)
        {
            // The original asks no more than this; an invalid instance that cannot end is still refused by a decoder.
            outcome.Failures.Add(new Failure("accepted", Place(test, number, test.Tokens.Length), matcher.CanEnd ? "The whole invalid instance was accepted." : "Every token of the invalid instance was accepted, only the end is refused.", matcher.CanEnd));
        }
        else if (!matcher.CanEnd)
        {
            outcome.Failures.Add(new Failure("end", Place(test, number, test.Tokens.Length), "The valid instance may not end."));
        }
        else
        {
            outcome.Valid = outcome.Valid with { Kept = outcome.Valid.Kept + 1 };
        }
    }

    private void Walk(CompiledConstraint constraint, BenchCase item, SchemaValidator validator, Outcome outcome)
    {
        for (var walk = 0; walk < options.Walks; walk++)
        {
            var random = new RandomWalk(constraint, HashCode(item.Id, options.Seed, walk), stop);
            var result = random.Run();
            switch (result)
            {
                case WalkResult.Finished:
                    outcome.WalksFinished++;
                    if (options.Narrowed && !IsValid(validator, random.Text)) outcome.Failures.Add(new Failure("invalid", $"walk {walk}: {Clip(random.Text)}", "What the walk wrote is not valid."));
                    if (options.WalkPath is not null) outcome.WalkTexts.Add(random.Text);
                    break;
                case WalkResult.Unfinished:
                    outcome.WalksUnfinished++;
                    outcome.Failures.Add(new Failure("unfinished", $"walk {walk}: {Clip(random.Text)}", "The walk did not come to an end."));
                    break;
                default:
                    outcome.WalksStuck++;
                    outcome.Failures.Add(new Failure("stuck", $"walk {walk}: {Clip(random.Text)}", "The walk is stuck."));
                    break;
            }
        }
    }

    private static bool IsValid(SchemaValidator validator, string text)
    {
        using var document = JsonDocument.Parse(text, BenchData.Deep);
        return validator.IsValid(document.RootElement);
    }

    private string Place(BenchTest test, int number, int at) => $"test {number}, token {at}: {Clip(Text(test.Tokens.AsSpan(0, at)))}";

    private string Text(ReadOnlySpan<int> tokens)
    {
        var bytes = new List<byte>();
        foreach (var token in tokens) bytes.AddRange(vocabulary.GetBytes(token));
        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static string Clip(string text) => text.Length <= 400 ? text : "…" + text[^400..];

    private static int HashCode(string id, int seed, int walk)
    {
        var hash = unchecked((uint)seed * 2654435761u + (uint)walk);
        foreach (var letter in id) hash = unchecked((hash ^ letter) * 16777619u);
        return (int)(hash & int.MaxValue);
    }

    private static long Nanoseconds(long start) => Clock.Now() - start;
}
