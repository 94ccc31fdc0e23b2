namespace StructGen.Generation.Evidence;

/// <summary>Names of months, long and short, in English, German, French, Spanish and Italian.</summary>
internal static class MonthNames
{
    private static readonly Dictionary<string, int> Months = Build();

    private static readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> Lookup = Months.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>1 to 12, or 0.</summary>
    public static int Find(ReadOnlySpan<char> word) => word.Length is >= 3 and <= 10 && Lookup.TryGetValue(word, out var month) ? month : 0;

    private static Dictionary<string, int> Build()
    {
        var months = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        string[] names =
        [
            "january jan januar jänner janvier janv enero ene gennaio gen",
            "february feb februar février févr febrero febbraio",
            "march mar märz mrz mars marzo",
            "april apr avril avr abril aprile",
            "may mai mayo maggio mag",
            "june jun juni juin junio giugno giu",
            "july jul juli juillet juil julio luglio lug",
            "august aug août agosto ago",
            "september sep sept septembre septiembre settembre set",
            "october oct oktober okt octobre octubre ottobre ott",
            "november nov novembre noviembre",
            "december dec dezember dez décembre déc diciembre dic dicembre",
        ];
        for (var month = 0; month < names.Length; month++)
        {
            foreach (var name in names[month].Split(' '))
                months.TryAdd(name, month + 1);
        }

        return months;
    }
}
