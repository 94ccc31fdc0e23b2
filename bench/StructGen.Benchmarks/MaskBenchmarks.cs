using System.Text;
using BenchmarkDotNet.Attributes;
using StructGen.Constraints;

namespace StructGen.Benchmarks;

/// <summary>A mask at typical places: known already (handed out), and in a constraint that has not seen the place.</summary>
[MemoryDiagnoser]
public class MaskBenchmarks
{
    private ConstraintCompiler _compiler = null!;
    private ConstraintMatcher _matcher = null!;
    private ConstraintMatcher _fresh = null!;
    private string _schema = "";
    private byte[] _text = [];

    /// <summary>Where the mask is asked for.</summary>
    [Params("string", "name", "openName", "number", "enum", "deep")]
    public string Place { get; set; } = "string";

    [GlobalSetup]
    public void Setup()
    {
        _compiler = new ConstraintCompiler(BenchVocabulary.Read());
        (_schema, var text) = Place switch
        {
            "string" => (BenchSchemas.Flat, """{"name": "Ada Lov"""),
            "name" => (BenchSchemas.Flat, """{"name": "Ada Lovelace", "a"""),
            "openName" => (BenchSchemas.Open, """{"ide"""),
            "number" => (BenchSchemas.Flat, """{"name": "Ada Lovelace", "age": 3"""),
            "enum" => (BenchSchemas.Flat, """{"name": "Ada Lovelace", "kind": "o"""),
            _ => (BenchSchemas.Deep, string.Concat(Enumerable.Repeat("""{"value": 1, "children": [""", 20))),
        };
        _text = Encoding.UTF8.GetBytes(text);
        _matcher = Advance();
        _ = _matcher.Mask;
    }

    [IterationSetup(Target = nameof(Unknown))]
    public void Forget() => _fresh = Advance();

    [Benchmark(Baseline = true)]
    public ulong Known() => _matcher.Mask[0];

    [Benchmark]
    public ulong Unknown() => _fresh.Mask[0];

    private ConstraintMatcher Advance()
    {
        var matcher = _compiler.Compile(BenchSchemas.Parse(_schema), ConstraintOptions.Default).CreateMatcher();
        return matcher.TryAcceptBytes(_text) ? matcher : throw new InvalidOperationException("The text is not allowed.");
    }
}
