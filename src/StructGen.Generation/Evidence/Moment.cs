using StructGen.Generation.Requests;

namespace StructGen.Generation.Evidence;

/// <summary>A value that is a date, a time of day or both, whatever its form.</summary>
/// <param name="Date">As <see cref="DateScanner"/> reports it; null where there is none.</param>
/// <param name="Time">As <see cref="TimeScanner"/> reports it; null where there is none.</param>
internal sealed record Moment(string? Date, string? Time)
{
    private const int MaxLength = 60;
    private const int NearBy = 16;

    /// <summary>Reads a value; null where it holds other words as well.</summary>
    public static Moment? Read(string value)
    {
        value = value.Trim();
        if (value.Length is < 3 or > MaxLength || !value.Any(char.IsAsciiDigit))
            return null;
        string? date = null;
        string? time = null;
        var dateSpan = default(TextSpan);
        var timeSpan = default(TextSpan);
        new DateScanner(value, (spelling, span) =>
        {
            if (date is null)
                (date, dateSpan) = (spelling, span);
        }).Run();
        new TimeScanner(value, (spelling, span) =>
        {
            if (time is null && (date is null || span.Start >= dateSpan.End || span.End <= dateSpan.Start))
                (time, timeSpan) = (spelling, span);
        }).Run();
        if (date is null && time is null)
            return null;
        var covered = dateSpan.End - dateSpan.Start + timeSpan.End - timeSpan.Start;
        var rest = value.Length - covered;
        return rest <= (time is null ? 4 : 12) ? new Moment(date, time) : null;
    }

    /// <summary>The places of the whole moment, a date followed by its time as one; else those of its parts.</summary>
    public IReadOnlyList<TextSpan> Find(Findings dates, Findings times)
    {
        var days = Date is null ? [] : dates.Of(Date);
        if (days.Count == 0 && Date is { Length: 10 })
            days = dates.Of("--" + Date[5..]);
        if (Time is null)
            return days;
        var hours = times.Of(Time);
        if (Date is null || hours.Count == 0)
            return Date is null ? hours : days;
        var joined = days.Select(day => (Day: day, Hour: hours.FirstOrDefault(hour => hour.Start >= day.End && hour.Start <= day.End + NearBy)))
            .Where(pair => pair.Hour.End > 0).Select(pair => new TextSpan(pair.Day.Start, pair.Hour.End)).ToList();
        return joined.Count > 0 ? joined : [.. days.Concat(hours).OrderBy(span => span.Start)];
    }
}
