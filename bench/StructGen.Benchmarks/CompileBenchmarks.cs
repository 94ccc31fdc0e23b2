using System.Text.Json;
using BenchmarkDotNet.Attributes;
using StructGen.Constraints;

namespace StructGen.Benchmarks;

/// <summary>Compile, and compile plus first mask: what a request with a new schema pays.</summary>
[MemoryDiagnoser]
public class CompileBenchmarks
{
    private ConstraintCompiler _compiler = null!;
    private JsonElement _schema;

    /// <summary>Which schema.</summary>
    [Params("Flat", "Open", "Deep")]
    public string Schema { get; set; } = "Flat";

    [GlobalSetup]
    public void Setup()
    {
        _compiler = new ConstraintCompiler(BenchVocabulary.Read());
        _schema = BenchSchemas.Parse(Schema switch { "Flat" => BenchSchemas.Flat, "Open" => BenchSchemas.Open, _ => BenchSchemas.Deep });
        _ = FirstMask();
    }

    [Benchmark(Baseline = true)]
    public CompiledConstraint Compile() => _compiler.Compile(_schema, ConstraintOptions.Default);

    [Benchmark]
    public ulong FirstMask() => _compiler.Compile(_schema, ConstraintOptions.Default).CreateMatcher().Mask[0];
}
