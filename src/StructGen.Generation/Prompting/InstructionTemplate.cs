using System.Text;

namespace StructGen.Generation.Prompting;

/// <summary>Fills the slots of an instruction template; anything else in braces stays as it is.</summary>
internal static class InstructionTemplate
{
    private const string TypeSlot = "{type_description}";
    private const string FormatSlot = "{format_instructions}";

    /// <summary>Our own instruction.</summary>
    public const string Default =
        "Read the input and write down the data in it in the form below. Use the names and the types of the form, add no other names, "
        + "and take every value from the input; what it does not say is left out.\n\n{type_description}\n\n{format_instructions}\n\n";

    public static string Fill(string template, string typeDescription, string formatInstructions)
    {
        var text = new StringBuilder(template.Length + typeDescription.Length + formatInstructions.Length);
        for (var index = 0; index < template.Length;)
        {
            var rest = template.AsSpan(index);
            var next = rest.IndexOf('{');
            if (next < 0)
                return text.Append(rest).ToString();
            text.Append(rest[..next]);
            index += next;
            rest = rest[next..];
            if (rest.StartsWith(TypeSlot))
            {
                text.Append(typeDescription);
                index += TypeSlot.Length;
            }
            else if (rest.StartsWith(FormatSlot))
            {
                text.Append(formatInstructions);
                index += FormatSlot.Length;
            }
            else
            {
                text.Append('{');
                index++;
            }
        }

        return text.ToString();
    }
}
