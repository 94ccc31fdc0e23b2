using System.Text.Json;

namespace StructGen.MaskBench;

/// <summary>The counts and times of a run.</summary>
internal sealed class Report
{
    private static readonly JsonSerializerOptions Camel = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true };

    private readonly List<long> _masks = [];
    private readonly List<long> _firstMasks = [];
    private readonly List<long> _compiles = [];
    private readonly List<long> _accepts = [];
    private readonly List<(int Nanoseconds, string Place)> _slowest = [];
    private readonly List<(long Nanoseconds, string Id)> _slowestFirst = [];
    private readonly Counts _counts = new();
    private BenchOptions _options = null!;
    private TimeSpan _wall;

    public int Passing => _counts.Passing;

    /// <summary>Whether narrowing lost a schema or wrote something invalid.</summary>
    public bool IsNarrowingUnsound => _counts.Narrowed.Lost + _counts.Narrowed.Invalid > 0;

    public Percentiles Masks { get; private set; } = null!;

    public Percentiles FirstMasks { get; private set; } = null!;

    public void Add(BenchCase item, Outcome outcome)
    {
        var hasTests = item.Tests.Length > 0;
        _counts.Schemas++;
        if (outcome.Has("compile") || outcome.Has("mask")) _counts.CompileErrors++;
        if (outcome.Has("crashed")) _counts.Crashed++;
        if (outcome.Has("timeout")) _counts.Timeouts++;
        if (outcome.Has("stuck")) _counts.Stuck++;
        if (hasTests)
        {
            _counts.WithTests++;
            if (outcome.Has("accepted")) _counts.WronglyAccepted++;
            if (outcome.Failures.Exists(failure => failure.Kind == "accepted" && failure.MayEnd)) _counts.WronglyAcceptedWithEnd++;
            if (outcome.Has("rejected")) _counts.WronglyRejected++;
            if (outcome.Has("end")) _counts.EndNotAllowed++;
            if (outcome.Failures.All(failure => failure.Kind is "end" or "unfinished" || (failure.Kind == "stuck" && failure.Place.StartsWith("walk", StringComparison.Ordinal)))) _counts.Passing++;
        }

        if (outcome.Has("lost")) _counts.Narrowed.Lost++;
        if (outcome.Has("invalid")) _counts.Narrowed.Invalid++;
        if (outcome.Places.Closed > 0) _counts.Narrowed.SchemasWithClosedObjects++;
        if (outcome.Places.LeftOpen > 0) _counts.Narrowed.SchemasLeftOpen++;
        _counts.Narrowed.ValidKept += outcome.Valid.Kept;
        _counts.Narrowed.ValidLeft += outcome.Valid.Left;
        _counts.Tokens += outcome.Tokens;
        _counts.Walks.Finished += outcome.WalksFinished;
        _counts.Walks.Unfinished += outcome.WalksUnfinished;
        _counts.Walks.Stuck += outcome.WalksStuck;
        foreach (var time in outcome.Masks) _masks.Add(time);
        foreach (var time in outcome.Accepts) _accepts.Add(time);
        if (outcome.FirstMask > 0)
        {
            _firstMasks.Add(outcome.FirstMask);
            _compiles.Add(outcome.Compile);
            _slowestFirst.Add((outcome.FirstMask, item.Id));
        }

        if (outcome.Slowest.Nanoseconds > 0) _slowest.Add((outcome.Slowest.Nanoseconds, $"{item.Id}\t{outcome.Slowest.Place}"));
    }

    public void Finish(TimeSpan wall, BenchOptions options)
    {
        _wall = wall;
        _options = options;
        Masks = Percentiles.Of(_masks);
        FirstMasks = Percentiles.Of(_firstMasks);
    }

    public void Print(TextWriter writer)
    {
        writer.WriteLine($"{_counts.Schemas} schemas, {_counts.WithTests} with tests: {_counts.Passing} passing, {_counts.CompileErrors} compile errors, {_counts.WronglyAccepted} wrongly accepted ({_counts.WronglyAcceptedWithEnd} with the end), {_counts.WronglyRejected} wrongly rejected, {_counts.EndNotAllowed} end not allowed, {_counts.Stuck} stuck, {_counts.Crashed} crashed, {_counts.Timeouts} timeouts ({_wall.TotalSeconds:F0} s)");
        writer.WriteLine($"mask µs        {Masks}");
        writer.WriteLine($"first mask µs  {FirstMasks}");
        writer.WriteLine($"compile µs     {Percentiles.Of(_compiles)}");
        writer.WriteLine($"accept µs      {Percentiles.Of(_accepts)}");
        writer.WriteLine($"garbage collections {GC.CollectionCount(0) - GC.CollectionCount(1)} / {GC.CollectionCount(1) - GC.CollectionCount(2)} / {GC.CollectionCount(2)} by generation, {GC.GetTotalPauseDuration().TotalMilliseconds:F0} ms in all, {GC.GetTotalAllocatedBytes() >> 20} MiB allocated (warm-up included)");
        if (_options.Narrowed) writer.WriteLine($"narrowed: {_counts.Narrowed.Lost} schemas lost, {_counts.Narrowed.Invalid} with an invalid walk, {_counts.Narrowed.SchemasWithClosedObjects} with closed objects, {_counts.Narrowed.SchemasLeftOpen} with places left open; of the valid instances {_counts.Narrowed.ValidKept} are still written, {_counts.Narrowed.ValidLeft} not");
        if (_options.Walks > 0) writer.WriteLine($"walks: {_counts.Walks.Finished} finished, {_counts.Walks.Unfinished} unfinished, {_counts.Walks.Stuck} stuck");
        foreach (var (nanoseconds, id) in _slowestFirst.OrderDescending().Take(_options.Slowest)) writer.WriteLine($"{nanoseconds / 1000.0:F1} µs\t{id}\tfirst mask");
        foreach (var (nanoseconds, place) in _slowest.OrderDescending().Take(_options.Slowest)) writer.WriteLine($"{nanoseconds / 1000.0:F1} µs\t{place.ReplaceLineEndings(" ")}");
    }

    public void WriteJson(string path)
    {
        var json = new
        {
            Engine = "StructGen",
            Order = _options.Order.ToString(),
            _counts.Schemas,
            _counts.WithTests,
            _counts.Passing,
            _counts.CompileErrors,
            _counts.WronglyAccepted,
            _counts.WronglyAcceptedWithEnd,
            _counts.WronglyRejected,
            _counts.EndNotAllowed,
            _counts.Stuck,
            _counts.Crashed,
            _counts.Timeouts,
            _counts.Tokens,
            MaskMicros = Masks,
            FirstMaskMicros = FirstMasks,
            CompileMicros = Percentiles.Of(_compiles),
            AcceptMicros = Percentiles.Of(_accepts),
            _counts.Walks,
            Narrowed = _options.Narrowed ? _counts.Narrowed : null,
            WallSeconds = Math.Round(_wall.TotalSeconds, 1),
        };
        File.WriteAllText(path, JsonSerializer.Serialize(json, Camel) + "\n");
    }

    private sealed class Counts
    {
        public int Schemas { get; set; }

        public int WithTests { get; set; }

        public int Passing { get; set; }

        public int CompileErrors { get; set; }

        public int WronglyAccepted { get; set; }

        public int WronglyAcceptedWithEnd { get; set; }

        public int WronglyRejected { get; set; }

        public int EndNotAllowed { get; set; }

        public int Stuck { get; set; }

        public int Crashed { get; set; }

        public int Timeouts { get; set; }

        public long Tokens { get; set; }

        public WalkCounts Walks { get; } = new();

        public NarrowedCounts Narrowed { get; } = new();
    }

    /// <summary>What closing objects and plain numbers (<c>--narrowed</c>) do to the set.</summary>
    private sealed class NarrowedCounts
    {
        /// <summary>Schemas that are satisfiable as written and do not compile narrowed.</summary>
        public int Lost { get; set; }

        public int Invalid { get; set; }

        public int SchemasWithClosedObjects { get; set; }

        public int SchemasLeftOpen { get; set; }

        public int ValidKept { get; set; }

        public int ValidLeft { get; set; }
    }

    private sealed class WalkCounts
    {
        public int Finished { get; set; }

        public int Unfinished { get; set; }

        public int Stuck { get; set; }
    }
}
