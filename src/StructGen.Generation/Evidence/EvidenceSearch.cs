using StructGen.Generation.Parsing.Coercion;
using StructGen.Generation.Requests;

namespace StructGen.Generation.Evidence;

/// <summary>One search of a text for many values: each text exactly, then folded; numbers, dates and times in one pass each for all values.</summary>
internal sealed class EvidenceSearch
{
    /// <summary>Characters that all searches together may go over.</summary>
    private const long Budget = 8_000_000_000;

    private readonly Dictionary<DataScalar, IReadOnlyList<TextSpan>> _found = [];

    public EvidenceSearch(string text, IEnumerable<DataScalar> values)
    {
        var budget = Budget;
        var open = new List<DataScalar>();
        foreach (var value in values)
        {
            if (value.IsNumber)
            {
                open.Add(value);
                continue;
            }

            budget -= text.Length;
            if (budget > 0 && Places.Find(text, value.Text) is { Count: > 0 } places)
                _found[value] = places;
            else
                open.Add(value);
        }

        open = FindFolded(text, open, budget);
        if (open.Count > 0)
            FindForms(text, open);
    }

    public IReadOnlyList<TextSpan> Of(DataScalar value) => _found.GetValueOrDefault(value, []);

    private List<DataScalar> FindFolded(string text, List<DataScalar> values, long budget)
    {
        FoldedText? folded = null;
        var open = new List<DataScalar>();
        foreach (var value in values)
        {
            budget -= value.IsNumber ? 0 : text.Length;
            if (value.IsNumber || budget <= 0)
            {
                open.Add(value);
                continue;
            }

            folded ??= FoldedText.Of(text);
            var wanted = FoldedText.Fold(value.Text);
            var places = wanted.Length == 0 ? [] : Places.Find(folded.Units, wanted);
            if (places.Count > 0)
                _found[value] = [.. places.Select(folded.Original)];
            else
                open.Add(value);
        }

        return open;
    }

    private void FindForms(string text, List<DataScalar> values)
    {
        var numbers = new Findings();
        var dates = new Findings();
        var times = new Findings();
        var spellings = new Dictionary<DataScalar, string>();
        var moments = new Dictionary<DataScalar, Moment>();
        foreach (var value in values)
        {
            var digits = value.IsNumber ? value.Text : NumberForms.Read(value.Text);
            if (digits is not null && CanonicalNumber.Of(digits) is { } spelling)
            {
                spellings[value] = spelling;
                numbers.Want(spelling);
            }

            if (!value.IsNumber && Moment.Read(value.Text) is { } moment)
            {
                moments[value] = moment;
                if (moment.Date is { } date)
                    Want(dates, date);
                if (moment.Time is { } time)
                    times.Want(time);
            }
        }

        if (!numbers.IsEmpty)
            new NumberScanner(text, numbers.Report).Run();
        if (!dates.IsEmpty)
            new DateScanner(text, dates.Report).Run();
        if (!times.IsEmpty)
            new TimeScanner(text, times.Report).Run();
        foreach (var (value, moment) in moments)
            _found[value] = moment.Find(dates, times);
        foreach (var (value, spelling) in spellings)
        {
            if (_found.GetValueOrDefault(value) is not { Count: > 0 })
                _found[value] = ExactFirst(text, value.Text, numbers.Of(spelling));
        }
    }

    private static void Want(Findings dates, string date)
    {
        dates.Want(date);
        if (date.Length == 10)
            dates.Want("--" + date[5..]);
    }

    /// <summary>The places that read as the value does; all, where none does.</summary>
    private static IReadOnlyList<TextSpan> ExactFirst(string text, string value, IReadOnlyList<TextSpan> places)
    {
        var exact = places.Where(place => text.AsSpan(place.Start, place.End - place.Start).SequenceEqual(value)).ToList();
        return exact.Count > 0 ? exact : places;
    }
}
