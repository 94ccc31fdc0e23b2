using System.Text;
using BenchmarkDotNet.Attributes;
using StructGen.Constraints;

namespace StructGen.Benchmarks;

/// <summary>Taking a whole answer, and taking it back.</summary>
[MemoryDiagnoser]
public class AcceptBenchmarks
{
    private ConstraintMatcher _matcher = null!;
    private byte[] _text = [];

    [GlobalSetup]
    public void Setup()
    {
        _matcher = new ConstraintCompiler(BenchVocabulary.Read()).Compile(BenchSchemas.Parse(BenchSchemas.Flat), ConstraintOptions.Default).CreateMatcher();
        _text = Encoding.UTF8.GetBytes("""{"name": "Ada Lovelace", "age": 36, "email": "ada@example.org", "tags": ["mathematics", "engines"], "kind": "person"}""");
    }

    [Benchmark]
    public bool Accept()
    {
        for (var i = 0; i < _text.Length; i++)
        {
            if (!_matcher.TryAcceptBytes(_text.AsSpan(i, 1))) return false;
        }

        _matcher.Rollback(_text.Length);
        return true;
    }
}
