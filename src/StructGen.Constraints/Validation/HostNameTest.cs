using StructGen.Constraints.Formats.Idna;

namespace StructGen.Constraints.Validation;

/// <summary>A format of host names, judged exactly: its A-labels are decoded.</summary>
internal sealed class HostNameTest(Func<string, bool> holds) : StringTest
{
    private static readonly HostNameTest s_ascii = new(HostName.IsAscii);
    private static readonly HostNameTest s_international = new(HostName.IsInternational);

    /// <summary>The test of a format's name; null where it is no host name.</summary>
    public static HostNameTest? Find(string format) => format switch
    {
        "hostname" => s_ascii,
        "idn-hostname" => s_international,
        _ => null,
    };

    public override bool Holds(string text) => holds(text);
}
