using StructGen.Generation.Parsing.Lenient;
using StructGen.Generation.Parsing.Reading;
using StructGen.Generation.Parsing.Yaml;
using StructGen.Generation.Prompting.Shapes;
using StructGen.Generation.Requests;

namespace StructGen.Generation.Parsing.Decoders;

/// <summary>Reads answers in YAML: the whole text, else what stands in tags, in a fence, or between prose.</summary>
internal static class YamlAnswers
{
    public static ParsedAnswer Read(string raw, bool tagged, TypeShape? shape, AnswerContext context)
    {
        var log = new RepairLog();
        var start = 0;
        if (ThinkingBlocks.Skip(raw, ref start, log))
            return new ParsedAnswer { Repairs = log.Repairs, Truncated = true, Errors = ["The answer ends before the thinking does: there is no data."] };
        if (raw.AsSpan(start).TrimStart() is not ['{' or '[', ..])
        {
            var mends = new RepairLog();
            var mended = raw[..start] + YamlMending.Mend(raw[start..], ShapeViews.NamesOf(shape), mends);
            if (mends.Repairs.Count > 0)
            {
                raw = mended;
                mends.Repairs.ForEach(repair => log.Add(repair.Kind, Math.Min(raw.Length, start + repair.Offset), repair.Message));
            }
        }

        var errors = new List<string>();
        var candidates = new List<AnswerCandidate>();
        foreach (var part in Parts(raw, start, tagged))
        {
            if (TryRead(raw, part, candidates, errors) && part.Cost == 0 && candidates[^1].Node.Kind != System.Text.Json.JsonValueKind.String)
                break;
        }

        if (shape is null && candidates.Count > 1)
            candidates.RemoveAll(candidate => candidate.Node.Kind == System.Text.Json.JsonValueKind.String);
        if (candidates.Count == 0 && raw.AsSpan(start).ContainsAny('{', '['))
        {
            var flow = JsonAnswers.ReadLeniently(raw, start, tagged, shape, context, log.Repairs);
            if (flow.Data is not null || flow.Ambiguous)
                return flow;
        }

        return YamlCandidates.Choose(candidates, shape, log.Repairs)
            ?? new ParsedAnswer { Repairs = log.Repairs, Errors = [errors.Count > 0 ? errors[0] : "The answer is empty."] };
    }

    private static bool TryRead(string raw, Part part, List<AnswerCandidate> candidates, List<string> errors)
    {
        var text = raw[part.From..part.To];
        if (string.IsNullOrWhiteSpace(text))
            return false;
        try
        {
            candidates.Add(new AnswerCandidate(YamlNodeReader.Read(text), part.Cost, part.Repair is null ? [] : [part.Repair], false));
            return true;
        }
        catch (FormatException error)
        {
            errors.Add(error.Message);
        }

        if (!text.Contains('\t'))
            return false;
        try
        {
            var repair = new AnswerRepair("tabs", part.From, "Tabs were taken as two spaces.");
            candidates.Add(new AnswerCandidate(YamlNodeReader.Read(text.Replace("\t", "  ")), part.Cost + 3, part.Repair is null ? [repair] : [part.Repair, repair], false));
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static IEnumerable<Part> Parts(string raw, int start, bool tagged)
    {
        var open = raw.IndexOf("<yaml>", start, StringComparison.OrdinalIgnoreCase);
        if (open >= 0)
        {
            var close = raw.LastIndexOf("</yaml>", StringComparison.OrdinalIgnoreCase);
            yield return new Part(open + 6, close < open ? raw.Length : close, 0, tagged ? null : new AnswerRepair("tags", open, "The answer was taken out of tags."));
        }
        else
        {
            yield return new Part(start, raw.Length, 0, null);
        }

        foreach (var (from, to) in AnswerText.Fences(raw, start))
            yield return new Part(from, to, 1, new AnswerRepair("code-fence", from, "The answer was taken out of a code fence."));
        if (AnswerText.WithoutProse(raw, start) is var (first, last))
            yield return new Part(first, last, 2, new AnswerRepair("surrounding-text", first, "Text around the value was ignored."));
    }

    private sealed record Part(int From, int To, int Cost, AnswerRepair? Repair);
}
