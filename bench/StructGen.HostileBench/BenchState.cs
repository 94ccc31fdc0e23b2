using System.Text.Json;

namespace StructGen.HostileBench;

/// <summary>The results so far, kept in a file so that a run can be resumed.</summary>
internal sealed class BenchState
{
    private readonly string _file;
    private readonly List<AttackResult> _results;

    private BenchState(string file, List<AttackResult> results) => (_file, _results) = (file, results);

    public IReadOnlyList<AttackResult> Results => _results;

    public static BenchState Open(string file)
        => new(file, File.Exists(file) ? JsonSerializer.Deserialize<List<AttackResult>>(File.ReadAllText(file)) ?? [] : []);

    public AttackResult? Find(string name) => _results.Find(result => result.Name == name);

    public void Add(AttackResult result)
    {
        _results.Add(result);
        File.WriteAllText(_file, JsonSerializer.Serialize(_results));
    }
}
