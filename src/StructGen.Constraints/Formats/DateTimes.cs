using StructGen.Constraints.Patterns;

namespace StructGen.Constraints.Formats;

/// <summary>Dates and times of RFC 3339 and durations of its appendix A.</summary>
/// <remarks>
/// A leap second is a time whose UTC is 23:59:60, such as <c>01:29:60+01:30</c>. It is known for offsets of whole quarters of an hour, as all zones
/// in use have; that keeps the states of ordinary times few.
/// </remarks>
internal static class DateTimes
{
    public const string Duration =
        "^P(?:(?:[0-9]+D|[0-9]+M(?:[0-9]+D)?|[0-9]+Y(?:[0-9]+M(?:[0-9]+D)?)?)(?:T(?:[0-9]+H(?:[0-9]+M(?:[0-9]+S)?)?|[0-9]+M(?:[0-9]+S)?|[0-9]+S))?" +
        "|T(?:[0-9]+H(?:[0-9]+M(?:[0-9]+S)?)?|[0-9]+M(?:[0-9]+S)?|[0-9]+S)|[0-9]+W)$";

    private const string AnyDate =
        "^(?:[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))" +
        "|(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)$";

    private const string WithoutLeapSecond = "^(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\\.[0-9]+)?(?:[Zz]|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])$";

    private const int Day = 24 * 60;

    private const int LastMinute = Day - 1;

    public static Pattern Date(PatternArena arena) => arena.SearchKnown(AnyDate);

    public static Pattern Ordinary(PatternArena arena) => arena.SearchKnown(WithoutLeapSecond);

    public static Pattern Time(PatternArena arena) =>
        arena.Or(arena.Format(FormatPatterns.OrdinaryTime)!, arena.Recursive(new KeyHash(4000).Value, isNullable: false, minLength: 9, () => LeapSecond(arena)));

    private static Pattern LeapSecond(PatternArena arena)
    {
        var fraction = arena.SearchKnown("^(?:\\.[0-9]+)?$");
        var times = new List<Pattern>();
        for (var minute = 14; minute < Day; minute += 15)
        {
            var ahead = (minute - LastMinute + Day) % Day;
            var behind = LastMinute - minute;
            var offsets = new List<string> { "+" + Clock(ahead), "-" + Clock(behind) };
            if (minute == LastMinute) offsets.AddRange(["Z", "z"]);
            times.Add(arena.Concat(arena.Literal(Clock(minute) + ":60"), arena.Concat(fraction, arena.Literals(offsets))));
        }

        return arena.Or([.. times]);
    }

    private static string Clock(int minutes) => $"{minutes / 60:00}:{minutes % 60:00}";
}
